import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type LedgerDesk, openLedger } from './ledger-desk.js'

let desk: LedgerDesk
beforeAll(async () => {
  desk = await openLedger(inject('postgresUrl'))
})
afterAll(() => desk.close())

const day = 86_400_000
const lines = (text: string) => text.split('\n')
const widest = (text: string) => Math.max(...lines(text).map((line) => line.length))

describe('report liability', () => {
  it('tells outstanding points, breakage and deferred revenue at the end of a day', async () => {
    const program = desk.program('books')
    const time = { now: Date.UTC(2026, 11, 30, 12) }
    const server = desk.server('books', () => time.now)
    const ada = server.subject({ login: 'ada' })
    await ada.enrol('join', { by: {} })
    await ada.award({ points: { bonus: 1_000_000, miles: 7 }, reason: 'a', key: 'a' })
    await ada.spend({ points: { bonus: 450_000 }, reason: 'b', key: 'b' })
    // The last instant of the year, and the first of the next one, in Zürich.
    time.now = Date.UTC(2026, 11, 31, 22, 59, 59, 999)
    await ada.award({ points: { bonus: 1_000 }, reason: 'c', key: 'c' })
    time.now += 1
    await ada.award({ points: { bonus: 5 }, reason: 'd', key: 'd' })
    const { status, out, err } = await desk.run('report', 'liability', program, '--at', '2026-12-31')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(lines(out)).toEqual([
      'Points of books at the end of 2026-12-31, money in CHF',
      '',
      'bonus                                              points       CHF',
      '  issued                                        1,001,000  9,009.00',
      '  redeemed                                        450,000  4,500.00',
      '  ended                                                 0',
      '  outstanding                                     551,000  4,509.00',
      '  expected to be redeemed (90 % of the issued)    450,900',
      '  breakage to come                                100,100',
      '',
      'Contract liability (deferred revenue), CHF: 4,509.00',
      '',
      'Not counted, for policy.books has no price: miles.',
    ])
    expect(widest(out)).toBeLessThanOrEqual(80)
    const json = await desk.run('report', 'liability', program, '--at', '2026-12-30', '--json')
    expect(JSON.parse(json.out)).toMatchObject({
      program: 'books',
      money: 'CHF',
      at: '2026-12-30',
      currencies: [{ currency: 'bonus', books: { issued: 1_000_000, outstanding: 550_000, liability: 4_500 } }],
      without: ['miles'],
      liability: 4_500,
    })
  })

  it('says where points had ended and nobody had booked it', async () => {
    const program = desk.program('ended')
    const time = { now: Date.UTC(2020, 0, 1) }
    const server = desk.server('ended', () => time.now)
    const ada = server.subject({ login: 'ada' })
    await ada.enrol('join', { by: {} })
    await ada.award({ points: { bonus: 700 }, reason: 'a', key: 'a' })
    const before = await desk.run('report', 'liability', program, '--at', '2026-12-31')
    expect(before.out).toContain('700 of the outstanding had ended and are not booked: run the due work.')
    time.now = Date.UTC(2026, 11, 1)
    await server.dueWork()
    const { out } = await desk.run('report', 'liability', program, '--at', '2026-12-31')
    expect(out).not.toContain('run the due work')
    expect(out).toMatch(/ended +700\n/)
    expect(out).toMatch(/outstanding +0 /)
  })

  it('takes its prices from a policy of its own file', async () => {
    const program = desk.program('own-policy', (text) => text.replace(/export const policy[\s\S]*$/, ''))
    const none = await desk.run('report', 'liability', program, '--at', '2026-12-31')
    expect(none.out).toContain('Not counted, for policy.books has no price: bonus, miles.')
    expect(none.out).not.toContain('Contract liability')
    const policy = desk.program('the-policy', () => 'export default { books: { miles: { price: 1, redeemed: 1 } } }')
    const { out } = await desk.run('report', 'liability', program, '--at', '2026-12-31', '--policy', policy)
    expect(out).toContain('Not counted, for policy.books has no price: bonus.')
  })

  it('refuses what is no date, and a policy that is none', async () => {
    const program = desk.program('no-date')
    for (const at of ['2026-02-30', 'today', '2026-1-1'])
      expect(await desk.run('report', 'liability', program, '--at', at)).toMatchObject({
        status: 2,
        err: `${at} is no date.\nGive --at one as in 2026-12-31.`,
      })
    const said = await desk.run('report', 'liability', program, '--at', '2026-12-31', '--policy', 'nowhere.ts')
    expect(said).toMatchObject({ status: 2, err: expect.stringContaining('There is no file nowhere.ts.') })
    expect((await desk.run('report', 'liability', program)).status).toBe(2)
  })
})

describe('report settlement', () => {
  it('tells who owes whom, less what was undone', async () => {
    const program = desk.program('partners')
    const time = { now: Date.UTC(2026, 10, 1) }
    const ada = desk.server('partners', () => time.now).subject({ login: 'ada' })
    await ada.enrol('join', { by: {} })
    await ada.award({ points: { miles: 9_000 }, partner: 'hotel', reason: 'early', key: '0' })
    time.now = Date.UTC(2026, 10, 10)
    await ada.award({ points: { miles: 1_000_000 }, partner: 'railway', reason: 'trip', key: '1' })
    await ada.award({ points: { miles: 200 }, partner: 'railway', reason: 'trip', key: '2' })
    await ada.reverse({ of: '2', reason: 'cancelled', key: '3' })
    await ada.spend({ points: { miles: 400 }, partner: 'hotel', reason: 'night', key: '4' })
    await ada.spend({ points: { miles: 100 }, partner: 'hotel', reason: 'night', key: '5' })
    await ada.reverse({ of: '5', reason: 'cancelled', key: '6' })
    await ada.spend({ points: { miles: 11 }, reason: 'own', key: '7' })
    const { status, out } = await desk.run(
      ...['report', 'settlement', program, '--from', '2026-11-02', '--to', '2026-11-30'],
    )
    expect(lines(out)).toEqual([
      'Partners of partners, 2026-11-02 to 2026-11-30, money in CHF',
      '',
      'partner     issued  redeemed  per point       CHF  owed by',
      'hotel            0       400     0.0125      5.00  partners',
      'railway  1,000,000         0      0.008  8,000.00  railway',
    ])
    expect(status).toBe(0)
    const json = await desk.run(
      ...['report', 'settlement', program, '--from', '2026-11-01', '--to', '2026-11-01', '--json'],
    )
    expect(JSON.parse(json.out).partners).toEqual([
      { partner: 'hotel', issued: 9_000, redeemed: 0, price: 0.0125, owes: 'partner', amount: 112.5 },
    ])
  })

  it('refuses to guess a price, and a time that runs backwards', async () => {
    const program = desk.program('no-price', (text) => text.replace('hotel: { price: 0.0125 }', ''))
    const ada = desk.server('no-price', () => Date.UTC(2026, 10, 10)).subject({ login: 'ada' })
    await ada.enrol('join', { by: {} })
    await ada.award({ points: { miles: 9 }, partner: 'hotel', reason: 'night', key: '1' })
    const span = ['--from', '2026-11-01', '--to', '2026-11-30']
    expect(await desk.run('report', 'settlement', program, ...span)).toMatchObject({
      status: 2,
      err: expect.stringContaining('The policy does not say what a point costs at hotel.'),
    })
    const backwards = ['--from', '2026-11-30', '--to', '2026-11-01']
    expect(await desk.run('report', 'settlement', program, ...backwards)).toMatchObject({
      status: 2,
      err: '2026-11-01 is before 2026-11-30.',
    })
  })

  it('says that nothing passed', async () => {
    const span = ['--from', '2026-11-01', '--to', '2026-11-30']
    const { out } = await desk.run('report', 'settlement', desk.program('quiet'), ...span)
    expect(out).toContain('Nothing passed at partners.')
  })
})

describe('report expiring', () => {
  it('tells day by day what ends soon, on its last day', async () => {
    const program = desk.program('expiring', (text) => text.replace("expires: 'P2Y'", "expires: 'P10D'"))
    const { createServer } = await import('evenhanded/server')
    const { loadProgram } = await import('../../src/cli/program-file.js')
    const server = createServer({ program: await loadProgram(program), store: desk.store, secrets: [desk.secret] })
    for (const [n, login] of ['ada', 'bob'].entries()) {
      const one = server.subject({ login })
      await one.enrol('join', { by: {} })
      await one.award({ points: { bonus: 1_000 * (n + 1) }, reason: 'a', key: 'a' })
    }
    const { status, out } = await desk.run('report', 'expiring', program, '--within', 'P30D')
    const last = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Zurich' }).format(Date.now() + 10 * day)
    expect(lines(out).slice(1)).toEqual([
      '',
      'last day    currency  points  members',
      `${last}  bonus      3,000        2`,
    ])
    expect(status).toBe(0)
    const json = JSON.parse((await desk.run('report', 'expiring', program, '--json')).out)
    expect(json.endings).toHaveLength(2)
    expect(json.days).toEqual([{ date: last, currency: 'bonus', amount: 3_000, members: 2 }])
    expect((await desk.run('report', 'expiring', program, '--within', 'P5D')).out).toContain('None do.')
    expect(await desk.run('report', 'expiring', program, '--within', '5 days')).toMatchObject({ status: 2 })
  })
})

describe('report', () => {
  it('says what there is', async () => {
    const { status, out, err } = await desk.run('report', 'liability', '--help')
    expect(status).toBe(0)
    expect(`${out}${err}`).toContain('IFRS 15')
    expect(widest(out)).toBeLessThanOrEqual(80)
  })
})

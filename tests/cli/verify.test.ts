import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { settledLines } from '../server/support/chained.js'
import { type LedgerDesk, openLedger } from './ledger-desk.js'

const postgresUrl = inject('postgresUrl')
let desk: LedgerDesk
beforeAll(async () => {
  desk = await openLedger(postgresUrl)
})
afterAll(() => desk.close())

/** A member with a line of every kind that can be tampered with; by its number in the account of bonus points. */
const story = async (tenant: string): Promise<string> => {
  const ada = desk.server(tenant).subject({ login: 'ada' })
  const enrolled = await ada.enrol('join', { by: {} })
  const said = [
    await ada.award({ points: { bonus: 1_000 }, reason: 'order:1', key: '1' }),
    await ada.award({ points: { bonus: 200 }, reason: 'order:2', key: '2' }),
    await ada.spend({ points: { bonus: 300 }, reason: 'order:3', key: '3' }),
    await ada.hold({ points: { bonus: 50 }, for: 'P1D', reason: 'order:4', key: '4' }),
    await ada.release({ hold: '4', reason: 'order:4', key: '5' }),
    await ada.reverse({ of: '2', reason: 'return:2', key: '6' }),
    await ada.convert('toMiles', { amount: 90, reason: 'trip', key: '7' }),
    await ada.hold({ points: { bonus: 40 }, for: 'P1D', reason: 'order:8', key: '8' }),
  ]
  expect(said.filter(({ ok }) => !ok)).toEqual([])
  return (enrolled.ok && enrolled.subject) || ''
}

/** Changes rows behind the library's back: what may not happen, as whoever may do anything. */
const tamper = async (tenant: string, sql: string): Promise<void> => {
  await desk.query(`do $do$ begin
    alter table evenhanded.transfer disable trigger user;
    ${sql.replaceAll('$tenant', `'${tenant}'`)};
  end $do$`)
}

const line = (seq: number) => `tenant = $tenant and currency = 'bonus' and seq = ${seq}`

/** Each way to tamper, and how verify names the row. */
const ways: readonly (readonly [what: string, sql: string, names: RegExp])[] = [
  [
    'an amount of a line',
    `update evenhanded.transfer set amount = 2000 where ${line(1)}`,
    /Line 1, award of 2000, leads from 0 to 1000\. \(balance_chain\)/,
  ],
  [
    'a line that was taken out',
    `delete from evenhanded.transfer where ${line(2)}`,
    /Line 3 follows line 1: one is missing, or too many\. \(sequence\)/,
  ],
  [
    'a balance',
    "update evenhanded.account set balance = balance + 1 where tenant = $tenant and currency = 'bonus'",
    /The balance is kept as 611, the lines lead to 610\. \(not_the_fold\)/,
  ],
  [
    'points in a lot',
    `update evenhanded.lot set amount = 5000, remaining = 4000 where ${line(1)}`,
    /Lot 1 is kept as .*"remaining":4000.*\(not_the_fold\)/,
  ],
  [
    'the end of a lot',
    `update evenhanded.lot set expires = expires + 86400000 where ${line(1)}`,
    /Lot 1 is kept as .*"expiresAt":\d+.*\(not_the_fold\)/,
  ],
  [
    'a lot that nobody was given',
    `insert into evenhanded.lot values ($tenant, (select subject from evenhanded.account where tenant = $tenant and currency = 'bonus'), 'bonus', 8640000000000000, 99, 0, 7, 7)`,
    /Lot 99 is kept as .*the lines lead to nothing\. \(not_the_fold\)/,
  ],
  [
    'a hold that was made smaller',
    "update evenhanded.hold set amount = 1 where tenant = $tenant and currency = 'bonus'",
    /Hold [0-9a-f-]{36} is kept as .*"amount":1,.*\(not_the_fold\)/,
  ],
  [
    'a reversal of what never was',
    `update evenhanded.transfer set undoes = '00000000-0000-8000-8000-000000000000' where ${line(6)}`,
    /Line 6 undoes 00000000-0000-8000-8000-000000000000, which was never booked here\. \(orphan\)/,
  ],
  [
    'a reversal of more than there was',
    `update evenhanded.transfer set undoes = (select key from evenhanded.transfer where ${line(4)}) where ${line(6)}`,
    /Line 6 makes 200 points undone of 50\. \(over_reversed\)/,
  ],
  [
    'a hold that was resolved twice',
    `insert into evenhanded.transfer (tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, detail)
      select tenant, subject, '00000000-0000-8000-8000-000000000001', 0, currency, 9, kind, amount, 610, at, reason, detail
      from evenhanded.transfer where ${line(5)}`,
    /Line 9 resolves hold [0-9a-f-]{36}, which was resolved\. \(resolved_twice\)/,
  ],
  [
    'a conversion that gave nothing',
    "delete from evenhanded.transfer where tenant = $tenant and currency = 'miles'; delete from evenhanded.lot where tenant = $tenant and currency = 'miles'; delete from evenhanded.account where tenant = $tenant and currency = 'miles'",
    /Line 7 is one half of conversion [0-9a-f-]{36}; the other is missing\. \(half_conversion\)/,
  ],
  [
    'an account that was taken out with its lines left',
    "delete from evenhanded.account where tenant = $tenant and currency = 'miles'",
    /miles of [0-9a-f-]{36}: The balance is kept as 0, the lines lead to 60\. \(not_the_fold\)/,
  ],
  [
    'what a cap counts',
    `update evenhanded.account set tallies = '{"cap:x":{"n":-9,"until":9}}' where tenant = $tenant and currency = 'bonus'`,
    /Its tallies are kept as .*-9.*\(not_the_fold\)/,
  ],
  [
    'a frozen account that was thawed by nobody',
    "update evenhanded.account set status = 'frozen' where tenant = $tenant and currency = 'bonus'",
    /The status is kept as frozen, the lines lead to open\. \(not_the_fold\)/,
  ],
]

describe('verify', () => {
  it('says of each currency that it holds', async () => {
    const program = desk.program('sound')
    await story('sound')
    await settledLines(desk.store, 'sound', 10)
    const { status, out, err } = await desk.run('verify', program)
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^currency +accounts +lines +outstanding +held +owed$/),
      expect.stringMatching(/^bonus +1 +8 +610 +40 +0 +ok$/),
      expect.stringMatching(/^miles +1 +1 +60 +0 +0 +ok$/),
      '',
      'Chain: 0 entries in 0 blocks, 10 not chained yet, no checkpoints, ok',
    ])
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })

  it('says it as JSON, with what went through', async () => {
    const program = desk.program('json')
    await story('json')
    const { status, out } = await desk.run('verify', program, '--json')
    expect(status).toBe(0)
    const { currencies, faults } = JSON.parse(out) as { currencies: object[]; faults: object[] }
    expect(faults).toEqual([])
    expect(currencies[0]).toMatchObject({
      currency: 'bonus',
      accounts: 1,
      moved: { award: 1_200, redeem: 300, hold: 90, release: 50, reverse: 200, convert: 90 },
      balance: 610,
      faults: 0,
    })
  })

  it('has nothing to say of an empty ledger', async () => {
    expect(await desk.run('verify', desk.program('empty'))).toMatchObject({
      status: 0,
      out: expect.stringContaining('There are no accounts'),
    })
  })

  it('reads more accounts than fit one page, and finds the wrong one among them', async () => {
    const program = desk.program('many')
    const server = desk.server('many')
    const count = 450
    await server.bulk(
      Array.from({ length: count }, (_, n) => ({
        subject: { login: `member ${n}` },
        calls: [
          { type: 'enrol', offer: 'join', by: {} },
          { type: 'award', points: { bonus: n + 1, respect: 1 }, reason: 'r', key: 'k' },
        ],
      })),
    )
    const sound = await desk.run('verify', program)
    expect(sound.out).toMatch(/bonus +450 +450 +101,475 +0 +0 +ok/)
    expect(sound.status).toBe(0)
    await tamper(
      'many',
      "delete from evenhanded.account where tenant = $tenant and currency = 'bonus' and balance = 300",
    )
    const { status, out } = await desk.run('verify', program)
    expect(status).toBe(1)
    expect(out).toMatch(/bonus of [0-9a-f-]{36}: The balance is kept as 0, the lines lead to 300\./)
    expect(out).toMatch(/bonus +450 +450 +101,175 +0 +0 +\d+ wrong/)
  })

  it.each(ways)('names %s', async (what, sql, names) => {
    const tenant = what.replace(/\W+/g, '-')
    const program = desk.program(tenant)
    const subject = await story(tenant)
    expect((await desk.run('verify', program)).status).toBe(0)
    await tamper(tenant, sql)
    const { status, out } = await desk.run('verify', program)
    expect(out).toMatch(names)
    expect(out).toContain(subject)
    expect(status).toBe(1)
  })
})

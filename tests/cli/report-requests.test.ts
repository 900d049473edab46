import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type LedgerDesk, openLedger } from './ledger-desk.js'

let desk: LedgerDesk
beforeAll(async () => {
  desk = await openLedger(inject('postgresUrl'))
})
afterAll(() => desk.close())

const day = 86_400_000
const lines = (text: string) => text.split('\n')

describe('report requests', () => {
  it('tells who waits for an answer, the latest first, in 80 columns and without their words', async () => {
    const program = desk.program('waiting')
    const { requests } = desk.server('waiting')
    const opened = async (kind: 'access' | 'rectification', receivedAt: number) => {
      const said = { medium: 'letter', receivedAt, market: 'CH', says: 'My cat is no dog.' } as const
      const entered = await requests.open({ kind, ...said })
      if (!entered.ok) throw new Error(entered.error.code)
      return entered.request
    }
    const now = Date.now()
    const [fresh, late, done] = [
      await opened('rectification', now),
      await opened('access', now - 40 * day),
      await opened('access', now - 50 * day),
    ]
    await requests.close(done.id, { answer: 'Done.' })
    await requests.extend(fresh.id, { reason: 'Holidays.' })
    const { status, out, err } = await desk.run('report', 'requests', program)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const [, , head, ...rows] = lines(out)
    expect(head).toMatch(/^request +kind +answer by$/)
    expect(rows[0]).toMatch(new RegExp(`^${late.id} +access +\\d{4}-\\d\\d-\\d\\d +LATE$`))
    expect(rows[1]).toMatch(new RegExp(`^${fresh.id} +rectification +\\d{4}-\\d\\d-\\d\\d +put off$`))
    expect(rows.slice(2)).toEqual(['', '1 of 2 overdue.'])
    expect(Math.max(...lines(out).map((line) => line.length))).toBeLessThanOrEqual(80)
    const json = await desk.run('report', 'requests', program, '--json')
    expect(JSON.parse(json.out)).toMatchObject({ program: 'waiting', overdue: 1, requests: [{ id: late.id }, {}] })
    expect(json.out + out).not.toContain('no dog')
  })

  it('says that nobody waits', async () => {
    const { out } = await desk.run('report', 'requests', desk.program('idle'))
    expect(lines(out).at(-1)).toBe('Nobody waits for an answer.')
  })
})

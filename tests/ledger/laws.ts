import { expect } from 'vitest'
import { empty } from '../../src/core/points/account.js'
import { faultsOf } from '../../src/core/points/audit.js'
import { book } from '../../src/core/points/book.js'
import { sign, type Transfer } from '../../src/core/points/transfer.js'
import type { Kept } from './pure.js'

const total = (lines: readonly Transfer[]): number => lines.reduce((sum, { amount }) => sum + amount, 0)

/** What holds of every member's accounts at all times, whatever was asked for. */
export function expectLaws({ subject, transfers }: Kept, name: string): void {
  for (const [currency, account] of Object.entries(subject.points)) {
    const lines = transfers.filter((line) => line.currency === currency)
    const what = `${currency} of ${name}`
    const lots = account.lots.reduce((sum, { remaining }) => sum + remaining, 0)
    expect(lots, `lots of ${what}`).toBe(account.balance - account.held + account.debt)
    expect(
      account.lots.every(({ remaining, amount }) => 0 < remaining && remaining <= amount),
      what,
    ).toBe(true)
    expect(
      account.holds.reduce((sum, { amount }) => sum + amount, 0),
      `held of ${what}`,
    ).toBe(account.held)
    expect(Math.min(account.held, account.debt), what).toBeGreaterThanOrEqual(0)
    expect(lines.reduce(book, empty), `the fold of ${what}`).toEqual(account)
    expect(
      lines.map(({ seq }) => seq),
      `the numbers of ${what}`,
    ).toEqual(lines.map((_, n) => n + 1))
    expect(lines.at(-1)?.balanceAfter ?? 0, `the last line of ${what}`).toBe(account.balance)
    expectConserved(lines, account.balance, what)
    expectOnce(lines, what)
  }
}

/** What `evenhanded verify` finds wrong in a ledger that nobody has tampered with: nothing. */
export function expectVerified({ subject, transfers }: Kept, name: string): void {
  for (const [currency, account] of Object.entries(subject.points)) {
    const lines = transfers.filter((line) => line.currency === currency)
    expect(faultsOf({ subject: name, currency, account, transfers: lines }), `${currency} of ${name}`).toEqual([])
  }
}

/** Law 7: what was issued is what is there, debts counted, and what went away in one of the ways there are. */
function expectConserved(lines: readonly Transfer[], balance: number, what: string): void {
  const of = (...kinds: Transfer['kind'][]) => total(lines.filter(({ kind }) => kinds.includes(kind)))
  const issued = of('award', 'credit', 'adjust')
  const spent = of('redeem', 'capture') - of('restore')
  const gone = of('expire') + of('convert') + of('forfeit') + of('reverse') + of('deduct') + of('give')
  expect(balance + spent + gone, `conservation of ${what}`).toBe(issued)
  expect(
    lines.reduce((sum, { kind, amount }) => sum + sign[kind] * amount, 0),
    what,
  ).toBe(balance)
}

/** A hold is resolved once at most, and nothing is undone beyond what it was. */
function expectOnce(lines: readonly Transfer[], what: string): void {
  const resolved = lines.flatMap(({ kind, hold }) => (hold && kind !== 'hold' ? [hold.key] : []))
  expect(new Set(resolved).size, `holds of ${what}`).toBe(resolved.length)
  for (const { key } of lines) {
    const undone = lines.filter(({ undoes, kind }) => undoes === key && kind !== 'award')
    const promoted = lines.filter(({ undoes, kind }) => undoes === key && kind === 'award')
    const shortfall = undone.reduce((sum, { shortfall: short = 0 }) => sum + short, 0)
    const own = lines.filter((line) => line.key === key && line.undoes === undefined)
    expect(total(undone) + shortfall, `undone of ${key} in ${what}`).toBeLessThanOrEqual(total(own) + total(promoted))
  }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Account, empty } from '../../../src/core/points/account.js'
import { type AuditedAccount, type FaultCode, faultsOf } from '../../../src/core/points/audit.js'
import { book } from '../../../src/core/points/book.js'
import { conservationFaults, counted, nothingCounted } from '../../../src/core/points/conservation.js'
import { capture, enter, expire, hold, leave, note, release, restore } from '../../../src/core/points/movement.js'
import { reverse } from '../../../src/core/points/reverse.js'
import type { Draft, Transfer } from '../../../src/core/points/transfer.js'

const currency = 'bonus'
const subject = 'ada'

/** An account with its lines, made by the ledger's own arithmetic. */
function written() {
  let account: Account = empty
  const transfers: Transfer[] = []
  const enterDraft = (draft: Draft | undefined, key = `k${transfers.length}`): string => {
    if (!draft) return key
    const transfer = { ...draft, key }
    account = book(account, transfer)
    transfers.push(transfer)
    return key
  }
  const why = (amount: number, at: number, more: object = {}) => ({ currency, amount, at, reason: 'test', ...more })
  const when = (at: number) => ({ at, graceEnd: at + 50 })
  return {
    get audited(): AuditedAccount {
      return { subject, currency, account, transfers }
    },
    award: (amount: number, at: number, lasts = 100) =>
      enterDraft(enter(account, 'award', why(amount, at), { availableAt: at, expiresAt: at + lasts })),
    spend(amount: number, at: number, kind: 'redeem' | 'give' | 'convert' = 'redeem', more: object = {}) {
      const left = leave(account, kind, why(amount, at, more))
      return enterDraft(left.ok ? left.value : undefined)
    },
    credit: (amount: number, at: number, code: string, key?: string) =>
      enterDraft(enter(account, 'credit', why(amount, at, { code }), { availableAt: at, expiresAt: at + 100 }), key),
    hold(amount: number, at: number) {
      const key = `k${transfers.length}`
      const held = hold(account, why(amount, at), { key, until: at + 30, graceEnd: at + 80 })
      return enterDraft(held.ok ? held.value : undefined, key)
    },
    capture(amount: number, at: number) {
      const [open] = account.holds
      if (open) enterDraft(capture(account, open, why(Math.min(amount, open.amount), at), when(at)))
    },
    release(at: number) {
      const [open] = account.holds
      if (open) enterDraft(release(account, open, why(0, at), when(at)))
    },
    reverse(amount: number, at: number, of: string, returns: 'balance' | 'debt') {
      const back = reverse(account, why(amount, at, { undoes: of }), { returns })
      return enterDraft(back.ok ? back.value : undefined)
    },
    restore(at: number, of: string) {
      const spent = transfers.find(({ key }) => key === of)
      if (spent) enterDraft(restore(account, spent.taken ?? [], 0, why(spent.amount, at, { undoes: of }), when(at)))
    },
    expire: (at: number) => enterDraft(expire(account, currency, at)),
    note: (kind: 'freeze' | 'notice', at: number) => enterDraft(note(account, kind, why(0, at))),
  }
}

const act = fc.record({
  what: fc.constantFrom('award', 'spend', 'hold', 'capture', 'release', 'reverse', 'restore', 'expire', 'freeze'),
  amount: fc.integer({ min: 1, max: 60 }),
  pick: fc.nat(),
})

/** Every kind of line, in any order; nothing is undone twice. */
function played(acts: readonly { what: string; amount: number; pick: number }[]): AuditedAccount {
  const line = written()
  const undone = new Set<string>()
  const pick = (kind: string, nth: number): Transfer | undefined => {
    const all = line.audited.transfers.filter((one) => one.kind === kind && !undone.has(one.key))
    const found = all[nth % Math.max(1, all.length)]
    if (found) undone.add(found.key)
    return found
  }
  for (const [at, { what, amount, pick: nth }] of acts.entries()) {
    if (what === 'award') line.award(amount, at)
    if (what === 'spend') line.spend(amount, at)
    if (what === 'hold') line.hold(amount, at)
    if (what === 'capture') line.capture(amount, at)
    if (what === 'release') line.release(at)
    if (what === 'expire') line.expire(at)
    if (what === 'freeze') line.note('freeze', at)
    const awarded = what === 'reverse' ? pick('award', nth) : undefined
    if (awarded) line.reverse(awarded.amount, at, awarded.key, nth % 2 === 0 ? 'debt' : 'balance')
    const spent = what === 'restore' ? pick('redeem', nth) : undefined
    if (spent) line.restore(at, spent.key)
  }
  return line.audited
}

const histories = fc.array(act, { minLength: 3, maxLength: 40 }).map(played)
const codes = (audited: AuditedAccount): readonly FaultCode[] => faultsOf(audited).map(({ code }) => code)

const withLine = (audited: AuditedAccount, seq: number, change: Partial<Transfer>): AuditedAccount => ({
  ...audited,
  transfers: audited.transfers.map((one) => (one.seq === seq ? { ...one, ...change } : one)),
})

describe('faultsOf', () => {
  it('finds none in what the ledger writes', () => {
    fc.assert(
      fc.property(histories, (audited) => {
        expect(faultsOf(audited)).toEqual([])
        expect(conservationFaults(counted(nothingCounted, audited))).toEqual([])
      }),
    )
  })

  it('finds one, and names the line, wherever an amount was changed', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.integer({ min: 1, max: 9 }), (audited, nth, more) => {
        const moving = audited.transfers.filter(({ kind }) => kind !== 'freeze')
        fc.pre(moving.length > 0)
        const { seq, amount } = moving[nth % moving.length] as Transfer
        const found = faultsOf(withLine(audited, seq, { amount: amount + more }))
        expect(found.map((fault) => fault.seq)).toContain(seq)
      }),
    )
  })

  it('finds one wherever a line was taken out', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (audited, nth) => {
        fc.pre(audited.transfers.length > 0)
        const gone = (nth % audited.transfers.length) + 1
        const transfers = audited.transfers.filter(({ seq }) => seq !== gone)
        expect(codes({ ...audited, transfers }).length).toBeGreaterThan(0)
      }),
    )
  })

  it('finds one wherever what is kept was changed', () => {
    const changes: readonly ((account: Account) => Account)[] = [
      (account) => ({ ...account, balance: account.balance + 1 }),
      (account) => ({ ...account, held: account.held + 1 }),
      (account) => ({ ...account, debt: account.debt + 1 }),
      (account) => ({ ...account, seq: account.seq + 1 }),
      (account) => ({ ...account, status: account.status === 'open' ? 'frozen' : 'open' }),
      (account) => ({ ...account, tallies: { more: { n: 1, until: 9 } } }),
      (account) => ({ ...account, tier: { name: 'gold', since: 0 } }),
      (account) => ({
        ...account,
        lots: [...account.lots, { seq: 99, amount: 1, remaining: 1, availableAt: 0, expiresAt: 9 }],
      }),
    ]
    fc.assert(
      fc.property(histories, fc.constantFrom(...changes), (audited, change) => {
        expect(codes({ ...audited, account: change(audited.account) })).toContain('not_the_fold')
      }),
    )
  })

  it('names a lot whose end was put off', () => {
    const line = written()
    line.award(10, 0)
    const { audited } = line
    const lots = audited.account.lots.map((lot) => ({ ...lot, expiresAt: 10_000 }))
    expect(faultsOf({ ...audited, account: { ...audited.account, lots } })).toEqual([
      { code: 'not_the_fold', subject, currency, seq: 1, message: expect.stringMatching(/^Lot 1 is kept as .*10000/) },
    ])
  })

  it('names a line that undoes what never was', () => {
    const line = written()
    line.award(10, 0)
    line.reverse(5, 1, 'nothing', 'balance')
    expect(faultsOf(line.audited)).toMatchObject([{ code: 'orphan', seq: 2 }])
  })

  it('takes the mark of a revocation that came first for no orphan', () => {
    const line = written()
    line.award(10, 0)
    line.reverse(0, 1, 'to-come', 'balance')
    expect(faultsOf(line.audited)).toEqual([])
  })

  it('names the second of two reversals that undo more than there was (open-bank-oss 528)', () => {
    const line = written()
    const key = line.award(10, 0)
    line.award(10, 0)
    line.reverse(7, 1, key, 'balance')
    line.reverse(7, 2, key, 'balance')
    expect(faultsOf(line.audited)).toMatchObject([{ code: 'over_reversed', seq: 4 }])
  })

  it('names the second resolution of a hold', () => {
    const line = written()
    line.award(10, 0)
    line.hold(5, 1)
    line.release(2)
    const released = line.audited.transfers[2] as Transfer
    const again = { ...released, seq: 4, key: 'again' }
    const transfers = [...line.audited.transfers, again]
    expect(codes({ ...line.audited, transfers })).toContain('resolved_twice')
  })

  it('names a line that takes more of a lot than it has', () => {
    const line = written()
    line.award(10, 0)
    line.award(10, 0)
    line.spend(8, 1)
    const taken = [{ lot: 7, amount: 8, expiresAt: 100 }]
    expect(faultsOf(withLine(line.audited, 3, { taken }))).toMatchObject([{ code: 'overdrawn_lot', seq: 3 }])
  })
})

describe('conservationFaults', () => {
  const other = (audited: AuditedAccount, name: string, of = subject) => ({ ...audited, currency: name, subject: of })

  it('names a conversion whose other half is missing, and none that has both', () => {
    const from = written()
    from.award(10, 0)
    const key = from.spend(5, 1, 'convert', { code: 'conversion:miles' })
    const to = written()
    to.credit(1, 1, 'conversion:miles', key)
    const both = [other(from.audited, 'bonus'), other(to.audited, 'miles')].reduce(counted, nothingCounted)
    expect(conservationFaults(both)).toEqual([])
    const half = [from.audited, other(to.audited, 'miles', 'bob')].reduce(counted, nothingCounted)
    expect(conservationFaults(half)).toMatchObject([
      { code: 'half_conversion', subject: 'ada', currency: 'bonus', seq: 2 },
      { code: 'half_conversion', subject: 'bob', currency: 'miles', seq: 1 },
    ])
  })

  it('names a currency in which more arrived as gifts than was given (fuint 71)', () => {
    const giver = written()
    giver.award(10, 0)
    giver.spend(10, 1, 'give')
    const receiver = written()
    receiver.credit(10, 2, 'gift')
    const one = [giver.audited, other(receiver.audited, currency, 'bob')]
    expect(conservationFaults(one.reduce(counted, nothingCounted))).toEqual([])
    const two = [...one, other(receiver.audited, currency, 'cy')]
    expect(conservationFaults(two.reduce(counted, nothingCounted))).toMatchObject([{ code: 'gifts', currency }])
  })

  it('names a currency whose accounts hold more than was booked', () => {
    const line = written()
    line.award(10, 0)
    const account = { ...line.audited.account, balance: 11 }
    const found = conservationFaults(counted(nothingCounted, { ...line.audited, account }))
    expect(found).toMatchObject([{ code: 'unbalanced', subject: '', currency }])
  })
})

import type { Transfer } from '../../../src/index.js'
import type { Audited } from '../../../src/ports/store.js'
import { creditKey, endorsementKey } from '../../../src/server/calls/halves.js'
import type { Secrets } from '../../../src/server/secrets/secrets.js'
import { couponOf, type Told } from './callers.js'
import { floor, market, policy } from './market.js'
import { loginOf } from './operations.js'

/** What the database holds when all is over. */
export interface Kept {
  readonly accounts: readonly Audited[]
  readonly coupons: readonly { readonly code: string; readonly state: string }[]
  /** What members share: a reward's stock, a budget, by name. */
  readonly used: { readonly [counter: string]: number }
}

/** Everything in which the ledger is not what callers were told, one line each. */
export function differences(told: ReadonlyMap<string, Told>, kept: Kept, secrets: Secrets): readonly string[] {
  const lines = linesByCommand(kept.accounts)
  const all = [...told.values()]
  return [
    ...all.flatMap((one) => booked(one, lines, secrets)),
    ...unasked(all, lines, secrets),
    ...belowFloor(kept.accounts),
    ...coupons(told, kept, secrets),
    ...shared(told, kept),
  ]
}

type Lines = ReadonlyMap<string, readonly Transfer[]>

function linesByCommand(accounts: readonly Audited[]): Lines {
  const lines = new Map<string, Transfer[]>()
  for (const { subject, transfers } of accounts)
    for (const transfer of transfers) {
      const name = `${subject} ${transfer.key}`
      lines.set(name, [...(lines.get(name) ?? []), transfer])
    }
  return lines
}

const idOf = (secrets: Secrets, who: number): string => secrets.memberOf(loginOf(who))

/** Where the lines of a call stand: its own, and those of the other half. */
const ownName = (secrets: Secrets, { who, call }: Told): string => `${idOf(secrets, who)} ${secrets.call(call.key)}`

function otherName(secrets: Secrets, { who, call }: Told): string | undefined {
  const [id, command] = [idOf(secrets, who), secrets.call(call.key)]
  const other = (reference: unknown) => secrets.memberOf((reference as { readonly login: string }).login)
  if (call.type === 'give') return `${other(call.to)} ${creditKey(secrets, command, id)}`
  return (call.type === 'award' || call.type === 'did') && call.giver !== undefined
    ? `${other(call.giver)} ${endorsementKey(secrets, command, id)}`
    : undefined
}

/** What a call booked is what its caller was told, and what they had asked for: nothing less, nothing twice. */
function booked(one: Told, lines: Lines, secrets: Secrets): readonly string[] {
  const { call, answer } = one
  const other = otherName(secrets, one)
  const own = (lines.get(ownName(secrets, one)) ?? []).filter(({ code }) => code !== 'timeout')
  const half = other === undefined ? [] : (lines.get(other) ?? []).filter(({ code }) => code !== 'timeout')
  const is = (what: string, found: unknown, should: unknown): readonly string[] =>
    JSON.stringify(found) === JSON.stringify(should)
      ? []
      : [`${call.key} (${call.type}) ${what}: ${JSON.stringify(found)}, not ${JSON.stringify(should)}`]
  if (!answer.ok) return is('was refused and booked', own.map(shown), [])
  if (call.type === 'use') return is('booked', own.map(shown), [])
  if ((call.type === 'award' || call.type === 'did') && call.giver !== undefined) {
    const asked = call.type === 'did' ? 1 : (call.points as { readonly respect?: number }).respect
    return [
      ...is('counted or kept', sum(own.map(({ amount, withheld = 0 }) => amount + withheld)), asked),
      ...is('was given', half.map(shown), [`endorse respect ${asked}`]),
    ]
  }
  const asked = askedFor(call)
  return [
    ...is('booked', own.map(shown).sort(), (answer.outcome.points ?? []).map(shown).sort()),
    ...(asked ? is('booked of what was asked', own.map(shown).sort(), asked) : []),
    ...(call.type === 'give' ? is('arrived', half.map(shown).sort(), amounts('credit', call.points)) : []),
  ]
}

const shown = ({ kind, currency, amount }: { kind: string; currency: string; amount: number }): string =>
  `${kind} ${currency} ${amount}`
const sum = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0)
const amounts = (kind: string, points: object): readonly string[] =>
  Object.entries(points)
    .map(([currency, amount]) => shown({ kind, currency, amount }))
    .sort()

/** What a call that says all of it books where it is not refused. */
function askedFor(call: Told['call']): readonly string[] | undefined {
  switch (call.type) {
    case 'award':
    case 'hold':
    case 'give':
      return amounts(call.type, call.points)
    case 'spend':
      return amounts('redeem', call.points)
    case 'redeem':
      return amounts('redeem', market.rewards[call.reward]?.costs ?? {})
    default:
      return undefined
  }
}

/** Lines that time brings, under keys of their own. */
const byTime: ReadonlySet<string> = new Set(['expire', 'release', 'notice', 'tier'])

function unasked(all: readonly Told[], lines: Lines, secrets: Secrets): readonly string[] {
  const asked = new Set(all.flatMap((one) => [ownName(secrets, one), otherName(secrets, one)]))
  return [...lines].flatMap(([name, own]) =>
    asked.has(name) || own.every(({ kind }) => byTime.has(kind))
      ? []
      : [`${name} booked ${own.map(shown).join(', ')}, and nobody had asked`],
  )
}

/** After each command a balance is no further below zero than the policy lets it be. */
function belowFloor(accounts: readonly Audited[]): readonly string[] {
  return accounts.flatMap(({ subject, currency, transfers }) => {
    const deepest = -((floor as { readonly [currency: string]: number })[currency] ?? 0)
    const isDebt = (policy.returns as { readonly [currency: string]: string })[currency] === 'debt'
    return transfers
      .filter((line, n) => line.key !== transfers[n + 1]?.key && line.balanceAfter < (isDebt ? deepest : 0))
      .map(({ seq, balanceAfter }) => `${currency} of ${subject} is ${balanceAfter} after line ${seq}`)
  })
}

/** Each coupon was handed in once at most, and is what became of it. */
function coupons(told: ReadonlyMap<string, Told>, { coupons }: Kept, secrets: Secrets): readonly string[] {
  const all = [...told.values()].filter(({ answer }) => answer.ok)
  const issued = new Map<string, { used: number; undone: number }>()
  for (const { who, call } of all)
    if (call.type === 'redeem' && market.rewards[call.reward]?.gives.benefit === 'coupon')
      issued.set(couponOf(secrets, who, call.key), { used: 0, undone: 0 })
  for (const { who, call } of all) {
    const of = call.type === 'use' || call.type === 'reverse' ? call.of : undefined
    const coupon = typeof of === 'string' ? issued.get(couponOf(secrets, who, of)) : undefined
    if (coupon) coupon[call.type === 'use' ? 'used' : 'undone']++
  }
  const state = new Map(coupons.map(({ code, state }) => [code, state]))
  const strangers = [...state.keys()].filter((code) => !issued.has(code)).map((code) => `nobody was told of ${code}`)
  const wrong = [...issued].flatMap(([code, { used, undone }]) => {
    const should = used > 0 ? 'redeemed' : undone > 0 ? 'void' : 'issued'
    const isTwice = used > 1 || (used > 0 && undone > 0)
    return state.get(code) === should && !isTwice
      ? []
      : [`coupon ${code}: ${state.get(code)}, and was used ${used} and undone ${undone} times`]
  })
  return [...strangers, ...wrong]
}

const stockOf = (reward: string): number => market.rewards[reward]?.stock ?? 0

/** What members share was drawn as often as it was given, and never beyond what there was. */
function shared(told: ReadonlyMap<string, Told>, { used, accounts }: Kept): readonly string[] {
  const all = [...told.values()].filter(({ answer }) => answer.ok)
  const redeemed = (reward: string) =>
    all.filter(({ call }) => call.type === 'redeem' && call.reward === reward).map(({ call }) => call.key)
  const undone = new Set(all.flatMap(({ call }) => (call.type === 'reverse' && call.of ? [call.of as string] : [])))
  const given = (reward: string) => redeemed(reward).filter((key) => !undone.has(key)).length
  const added = sum(
    accounts.flatMap(({ transfers }) =>
      transfers.map(({ kind, code, amount }) => (kind === 'award' && code === 'campaign:double' ? amount : 0)),
    ),
  )
  const should: { readonly [counter: string]: readonly [drawn: number, most: number] } = {
    'stock:voucher': [given('voucher'), stockOf('voucher')],
    'stock:lamp': [redeemed('lamp').length, stockOf('lamp')],
    'budget:tea': [given('tea') * 200, policy.budgets.rewards.tea * 100],
    'campaign:double': [added, policy.budgets.campaigns.double],
  }
  return Object.entries(should).flatMap(([counter, [drawn, most]]) =>
    (used[counter] ?? 0) === drawn && drawn <= most
      ? []
      : [`${counter} says ${used[counter]} of ${most}, and ${drawn} were drawn`],
  )
}

import type { Rules } from './program.js'
import { lineOf, type Said, type Seen, type Shown, type UnderTest } from './under-test.js'
import { dateOf, endOfDay, endOfMonth, monthOf, plus } from './wall-clock.js'

/**
 * The ledger once more, in the most naive form that can be right: each point is a thing of its own that is somewhere.
 * Time is not reckoned but lived: what is over is let go before anything else happens.
 */
interface Point {
  /** The how manieth entry of the account it came with: its age. */
  readonly born: number
  readonly from: number
  readonly ends: number
}

interface Held {
  readonly key: string
  readonly until: number
  readonly points: readonly Point[]
}

interface Account {
  readonly points: readonly Point[]
  readonly debt: number
  readonly holds: readonly Held[]
  readonly frozen: boolean
  readonly entries: number
  readonly told: readonly number[]
}

/** What a call did in one currency, as far as it can be undone. */
interface Part {
  readonly currency: string
  readonly amount: number
  readonly born?: number
  readonly spent?: readonly Point[]
  /** What of it counted towards the caps of earning. */
  readonly counted?: boolean
}

interface Done {
  readonly at: number
  readonly seen: Seen
  readonly type: Said['type']
  readonly parts: readonly Part[]
  /** By currency what was given up of a debt so that points could be spent. */
  readonly writtenOff: { readonly [currency: string]: number }
  undone: { readonly [currency: string]: number }
  readonly reward?: string
  coupon?: { readonly state: 'issued' | 'used' | 'void'; readonly until: number }
}

interface State {
  readonly accounts: readonly { readonly [currency: string]: Account }[]
  readonly drawn: { readonly [counter: string]: number }
}

const never = 8.64e15
const none: Account = { points: [], debt: 0, holds: [], frozen: false, entries: 0, told: [] }
const spendable = ['bonus', 'miles', 'coins']
const currencies = [...spendable, 'respect']

class Refused extends Error {}
const no = (code: string): never => {
  throw new Refused(code)
}

const endOf = (currency: string, from: number): number =>
  currency === 'bonus'
    ? endOfDay(plus(from, { days: 30 }))
    : currency === 'miles'
      ? endOfMonth(plus(from, { months: 1 }))
      : never

const graceOf = (currency: string, at: number): number => endOfDay(plus(at, { days: currency === 'bonus' ? 10 : 30 }))

const byAge = (a: Point, b: Point): number => a.ends - b.ends || a.born - b.born
const isOpen = (now: number) => (point: Point) => point.from <= now && now < point.ends
const heldIn = (account: Account): number => account.holds.reduce((sum, { points }) => sum + points.length, 0)

/** Points that come back: they fill a debt, and those that had ended begin anew for a while. */
function backTo(account: Account, points: readonly Point[], at: number, grace: number): Account {
  const entries = account.entries + 1
  const fills = Math.min(account.debt, points.length)
  const back = points.slice(fills).map((point) => (point.ends <= at ? { ...point, born: entries, ends: grace } : point))
  return { ...account, entries, debt: account.debt - fills, points: [...account.points, ...back] }
}

/** Lives through the time up to `now`: one hold after the other is over. */
function lived(account: Account, currency: string, now: number): Account {
  const [first] = account.holds.filter(({ until }) => until <= now).sort((a, b) => a.until - b.until)
  if (!first) return account
  const without = { ...account, holds: account.holds.filter((hold) => hold !== first) }
  return lived(backTo(without, first.points, first.until, graceOf(currency, first.until)), currency, now)
}

export function createModel({ returns, floor = Number.MAX_SAFE_INTEGER }: Rules): UnderTest {
  let state: State = { accounts: [{}, {}], drawn: {} }
  const done = new Map<string, Done>()
  const keyOf = (who: number, key: string) => `${who}/${key}`

  const account = (who: number, currency: string): Account => state.accounts[who]?.[currency] ?? none
  const put = (who: number, currency: string, one: Account): void => {
    const accounts = state.accounts.map((own, n) => (n === who ? { ...own, [currency]: one } : own))
    state = { ...state, accounts }
  }
  const draw = (counter: string, n: number): void => {
    state = { ...state, drawn: { ...state.drawn, [counter]: (state.drawn[counter] ?? 0) + n } }
  }

  /** Points in; a debt is filled first. */
  function enter(who: number, currency: string, amount: number, from: number, ends: number): number {
    const before = account(who, currency)
    const born = before.entries + 1
    const fills = Math.min(before.debt, amount)
    const points = Array.from({ length: amount - fills }, () => ({ born, from, ends }))
    put(who, currency, { ...before, entries: born, debt: before.debt - fills, points: [...before.points, ...points] })
    return born
  }

  /** The points that go first of those that can be spent. */
  function leave(who: number, currency: string, amount: number, now: number): readonly Point[] {
    const before = account(who, currency)
    const going = [...before.points].filter(isOpen(now)).sort(byAge).slice(0, amount)
    if (going.length < amount) no('not_enough_points')
    put(who, currency, without(before, going))
    return going
  }

  const without = (before: Account, gone: readonly Point[]): Account => {
    const set = new Set(gone)
    return { ...before, points: before.points.filter((point) => !set.has(point)) }
  }

  const notFrozen = (who: number, currency: string): void => {
    if (account(who, currency).frozen) no('frozen')
  }

  function amounts(points: { readonly [currency: string]: number }, least: number): [string, number][] {
    const entries = Object.entries(points)
    if (entries.length === 0 || entries.some(([name]) => !currencies.includes(name))) no('unknown_currency')
    if (entries.some(([, n]) => !Number.isSafeInteger(n) || n < least)) no('bad_amount')
    return entries
  }

  function toSpend(points: { readonly [currency: string]: number }): [string, number][] {
    const entries = amounts(points, 1)
    if (entries.some(([name]) => !spendable.includes(name))) no('not_redeemable')
    return entries
  }

  /** How deep a debt may be: what is held can fill it. */
  const deepest = (one: Account, policy: string): number =>
    policy === 'refuse' || policy === 'pending' ? 0 : heldIn(one) + (policy === 'debt' ? floor : 0)
  const policyOf = (currency: string): string => (currency === 'bonus' ? returns : 'balance')

  /** Points back: those of the award, then those that wait, then those that end first. */
  function takeBack(
    who: number,
    currency: string,
    amount: number,
    now: number,
    policy: string,
    own: readonly number[],
  ) {
    const before = account(who, currency)
    const rank = (point: Point) => (own.includes(point.born) ? 0 : now < point.from ? 1 : 2)
    const going = before.points
      .filter((point) => now < point.ends && (policy !== 'pending' || now < point.from))
      .sort((a, b) => rank(a) - rank(b) || byAge(a, b))
      .slice(0, amount)
    const rest = amount - going.length
    if (policy === 'refuse' && rest > 0) no('spent_already')
    const owes = Math.min(rest, Math.max(0, deepest(before, policy) - before.debt))
    put(who, currency, { ...without(before, going), entries: before.entries + 1, debt: before.debt + owes })
    return lineOf({ kind: 'reverse', currency, amount: going.length + owes, shortfall: rest - owes, owes })
  }

  /** How much counted of what was earned by the rule, on the days or in the months that a test picks. */
  const earned = (who: number, currency: string, isThen: (at: number) => boolean): number =>
    [...done].reduce((sum, [key, { at, parts, undone }]) => {
      if (!key.startsWith(`${who}/`) || !isThen(at)) return sum
      let left = undone[currency] ?? 0
      return parts.reduce((all, part) => {
        if (part.currency !== currency) return all
        const gone = Math.min(left, part.amount)
        left -= gone
        return part.counted ? all + part.amount - gone : all
      }, sum)
    }, 0)

  function capped(who: number, currency: string, amount: number, now: number): number {
    const today = (at: number) => dateOf(at) === dateOf(now)
    const month = (at: number) => monthOf(at) === monthOf(now)
    const rooms =
      currency === 'bonus'
        ? [30 - earned(who, currency, today), 50 - earned(who, currency, month)]
        : [30 - earned(who, currency, month)]
    return Math.max(0, Math.min(amount, ...rooms))
  }

  type Brought = {
    lines: string[]
    parts?: Part[]
    reward?: string
    coupon?: NonNullable<Done['coupon']>
    writtenOff?: Done['writtenOff']
  }

  function decide(said: Said, now: number): Brought {
    const { who } = said
    switch (said.type) {
      case 'award': {
        const parts = amounts(said.points, 0).map(([currency, amount]) => ({
          currency,
          amount,
          born: enter(who, currency, amount, said.availableAt, endOf(currency, said.availableAt)),
        }))
        return { parts, lines: parts.map((part) => lineOf({ kind: 'award', ...part })) }
      }
      case 'earn':
        return earn(who, said.amount, now)
      case 'reverse':
        return reverse(said, now)
      case 'take':
        return {
          lines: amounts(said.points, 0).map(([currency, n]) => takeBack(who, currency, n, now, 'balance', [])),
        }
      case 'hold':
        return {
          lines: toSpend(said.points).map(([currency, amount]) => {
            notFrozen(who, currency)
            const points = leave(who, currency, amount, now)
            const after = account(who, currency)
            put(who, currency, { ...after, holds: [...after.holds, { key: said.key, until: said.until, points }] })
            return lineOf({ kind: 'hold', currency, amount })
          }),
        }
      case 'capture':
      case 'release':
        return resolve(said, now)
      case 'redeem':
        return redeem(who, said.reward, now)
      case 'use':
        return use(who, said.of, now)
      case 'spend':
      case 'give': {
        const kind = said.type === 'give' ? 'give' : 'redeem'
        const parts = toSpend(said.points).map(([currency, amount]) => {
          notFrozen(who, currency)
          return { currency, amount, spent: leave(who, currency, amount, now) }
        })
        const lines = parts.map((part) => lineOf({ kind, ...part }))
        if (said.type === 'spend') return { parts, lines }
        for (const { currency, amount } of parts) enter(1 - who, currency, amount, now, endOf(currency, now))
        return { lines }
      }
      case 'adjust': {
        const entries = Object.entries(said.points)
        if (entries.length === 0 || entries.some(([name]) => !currencies.includes(name))) no('unknown_currency')
        if (entries.some(([, n]) => !Number.isSafeInteger(n) || n === 0)) no('bad_amount')
        const parts: Part[] = []
        const lines = entries.map(([currency, n]) => {
          if (n > 0) parts.push({ currency, amount: n, born: enter(who, currency, n, now, endOf(currency, now)) })
          else leave(who, currency, -n, now)
          return lineOf({ kind: n > 0 ? 'adjust' : 'deduct', currency, amount: Math.abs(n) })
        })
        return { parts, lines }
      }
      case 'convert':
        return convert(who, said.conversion, said.amount, now)
      case 'freeze':
      case 'thaw': {
        if (said.currency !== undefined && !currencies.includes(said.currency)) no('unknown_currency')
        const frozen = said.type === 'freeze'
        const ones = (said.currency === undefined ? currencies : [said.currency]).filter(
          (currency) => account(who, currency).frozen !== frozen,
        )
        for (const one of ones) put(who, one, { ...account(who, one), frozen })
        return { lines: ones.map((currency) => lineOf({ kind: said.type, currency, amount: 0 })) }
      }
      case 'due':
        return { lines: currencies.flatMap((currency) => due(who, currency, now)) }
    }
  }

  function earn(who: number, spent: number, now: number): Brought {
    const parts: (Part & { withheld?: number })[] = []
    const from = plus(now, { days: 2 })
    for (const [currency, each] of [
      ['bonus', 2],
      ['miles', 1],
    ] as const) {
      const asked = Math.floor(spent / 100) * each
      const amount = capped(who, currency, asked, now)
      const part = (n: number) => ({ currency, amount: n, born: enter(who, currency, n, from, endOf(currency, from)) })
      parts.push({ ...part(amount), withheld: asked - amount, counted: true })
      const isOn = '2026-03-28' <= dateOf(now) && dateOf(now) <= '2026-04-12'
      const more = isOn ? Math.min(Math.floor(amount / 2), 20 - (state.drawn.spring ?? 0)) : 0
      if (more === 0) continue
      draw('spring', more)
      parts.push(part(more))
    }
    return { parts, lines: parts.map((part) => lineOf({ kind: 'award', ...part })) }
  }

  function reverse(said: Extract<Said, { type: 'reverse' }>, now: number): Brought {
    const { who, of, points } = said
    const its = done.get(keyOf(who, of))
    if (!its?.seen.ok || its.parts.length === 0) return no('unknown_transfer')
    const left = (currency: string): number => {
      const all = its.parts.reduce((sum, part) => (part.currency === currency ? sum + part.amount : sum), 0)
      return Math.max(0, all - (its.writtenOff[currency] ?? 0) - (its.undone[currency] ?? 0))
    }
    const own = [...new Set(its.parts.map(({ currency }) => currency))]
    const open = own.filter((currency) => left(currency) > 0 || its.undone[currency] === undefined)
    const asked = points ? amounts(points, 1) : open.map((currency): [string, number] => [currency, left(currency)])
    if (asked.length === 0 || asked.some(([currency, n]) => n > left(currency))) no('over_reversal')
    if (its.coupon?.state === 'used') no('coupon_used')
    const isFirst = Object.keys(its.undone).length === 0
    const lines = asked.map(([currency, n]) => {
      const parts = its.parts.filter((part) => part.currency === currency)
      const born = parts.flatMap((part) => part.born ?? [])
      if (born.length > 0) return takeBack(who, currency, n, now, policyOf(currency), born)
      const spent = parts.flatMap((part) => part.spent ?? [])
      const end = spent.length - (its.undone[currency] ?? 0)
      const back = spent.slice(end - n, end)
      put(who, currency, backTo(account(who, currency), back, now, graceOf(currency, now)))
      return lineOf({ kind: 'restore', currency, amount: n })
    })
    if (its.coupon) its.coupon = { ...its.coupon, state: 'void' }
    if (isFirst && its.reward) draw(its.reward, -1)
    const undone = asked.map(([currency, n]) => [currency, (its.undone[currency] ?? 0) + n])
    its.undone = { ...its.undone, ...Object.fromEntries(undone) }
    return { lines }
  }

  function resolve(said: Extract<Said, { type: 'capture' | 'release' }>, now: number): Brought {
    const { who, of } = said
    const open = spendable.filter((currency) => account(who, currency).holds.some(({ key }) => key === of))
    const its = done.get(keyOf(who, of))
    if (open.length === 0) no(its?.seen.ok && its.type === 'hold' ? 'hold_over' : 'unknown_hold')
    const holdIn = (currency: string) => account(who, currency).holds.find(({ key }) => key === of) as Held
    const all = open.map((currency): [string, number] => [currency, holdIn(currency).points.length])
    const given = said.type === 'release' ? [] : said.points ? amounts(said.points, 1) : all
    const heldOf = (currency: string) => (open.includes(currency) ? holdIn(currency).points.length : 0)
    if (given.some(([currency, n]) => n > heldOf(currency))) no('over_hold')
    const writtenOff: { [currency: string]: number } = {}
    const parts: Part[] = []
    const lines = open.flatMap((currency) => {
      const amount = given.find(([name]) => name === currency)?.[1] ?? 0
      if (amount > 0) notFrozen(who, currency)
      const before = account(who, currency)
      const hold = holdIn(currency)
      const rest = { ...before, holds: before.holds.filter((one) => one !== hold) }
      put(who, currency, backTo(rest, hold.points.slice(amount), now, graceOf(currency, now)))
      if (amount === 0) return [lineOf({ kind: 'release', currency, amount: hold.points.length })]
      parts.push({ currency, amount, spent: hold.points.slice(0, amount) })
      const captured = lineOf({ kind: 'capture', currency, amount })
      const beyond = (one: Account) => Math.max(0, one.debt - deepest(one, policyOf(currency)))
      const after = account(who, currency)
      const off = beyond(after) - beyond(before)
      if (off <= 0) return [captured]
      writtenOff[currency] = off
      put(who, currency, { ...after, debt: after.debt - off })
      return [captured, lineOf({ kind: 'adjust', currency, amount: off })]
    })
    return { lines, parts, writtenOff }
  }

  function redeem(who: number, reward: string, now: number): Brought {
    const costs = reward === 'mug' ? { bonus: 12 } : { miles: 3, bonus: 8 }
    if ((state.drawn[reward] ?? 0) >= (reward === 'mug' ? 3 : 4)) no('sold_out')
    const had = [...done].filter(
      ([key, one]) =>
        key.startsWith(`${who}/`) &&
        one.reward === 'mug' &&
        one.undone.bonus === undefined &&
        monthOf(one.at) === monthOf(now),
    )
    if (reward === 'mug' && had.length >= 2) no('member_limit')
    const parts = Object.entries(costs).map(([currency, amount]) => {
      notFrozen(who, currency)
      return { currency, amount, spent: leave(who, currency, amount, now) }
    })
    draw(reward, 1)
    const lines = parts.map((part) => lineOf({ kind: 'redeem', ...part }))
    const until = endOfDay(plus(now, { days: 10 }))
    return { parts, lines, reward, ...(reward === 'voucher' && { coupon: { state: 'issued', until } }) }
  }

  function use(who: number, of: string, now: number): Brought {
    const its = done.get(keyOf(who, of))
    if (!its?.coupon) return no('unknown_coupon')
    if (its.coupon.state !== 'issued') no(its.coupon.state === 'used' ? 'coupon_used' : 'coupon_void')
    if (its.coupon.until <= now) no('coupon_expired')
    its.coupon = { ...its.coupon, state: 'used' }
    return { lines: [] }
  }

  function convert(who: number, conversion: string, amount: number, now: number): Brought {
    const [from, to] = conversion === 'toMiles' ? ['bonus', 'miles'] : ['miles', 'coins']
    toSpend({ [from as string]: amount })
    const date = dateOf(now)
    const rate =
      conversion === 'toCoins'
        ? { give: 5, get: 1 }
        : '2026-03-01' <= date && date <= '2026-04-08'
          ? { give: 3, get: 2 }
          : date >= '2026-04-12'
            ? { give: 2, get: 3 }
            : no('no_rate')
    // One whole point after the other, as long as it can be paid for.
    let got = 0
    while ((got + 1) * rate.give <= amount * rate.get) got++
    let used = 0
    while (used * rate.get < got * rate.give) used++
    if (got === 0 || (conversion === 'toMiles' && amount < 4)) no('too_little')
    notFrozen(who, from as string)
    const open = account(who, from as string).points.filter(isOpen(now))
    if (open.length < amount) no('not_enough_points')
    leave(who, from as string, used, now)
    enter(who, to as string, got, now, endOf(to as string, now))
    return {
      lines: [
        lineOf({ kind: 'convert', currency: from as string, amount: used }),
        lineOf({ kind: 'credit', currency: to as string, amount: got }),
      ],
    }
  }

  function due(who: number, currency: string, now: number): string[] {
    const before = account(who, currency)
    const ended = before.points.filter((point) => point.ends <= now)
    const soon = plus(now, { days: currency === 'bonus' ? 7 : 30 })
    const ends = [...new Set(before.points.map((point) => point.ends))].filter(
      (end) => now < end && end <= soon && !before.told.includes(end),
    )
    put(who, currency, { ...without(before, ended), told: [...before.told, ...ends] })
    return [
      ...(ended.length > 0 ? [lineOf({ kind: 'expire', currency, amount: ended.length })] : []),
      ...ends.map((end) => {
        const amount = before.points.filter((point) => point.ends === end).length
        return lineOf({ kind: 'notice', currency, amount })
      }),
    ]
  }

  return {
    async act(said, now) {
      const key = keyOf(said.who, said.key)
      const first = done.get(key)
      if (first) return first.seen
      for (const who of [0, 1])
        for (const currency of currencies) put(who, currency, lived(account(who, currency), currency, now))
      const before = state
      const nothing = { at: now, type: said.type, parts: [], writtenOff: {}, undone: {} }
      try {
        const { lines, ...brought } = decide(said, now)
        const seen: Seen = { ok: true, lines: lines.sort() }
        done.set(key, { ...nothing, ...brought, seen })
        return seen
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        state = before
        const seen: Seen = { ok: false, code: error.message }
        done.set(key, { ...nothing, seen })
        return seen
      }
    },
    async shown(who, currency, at): Promise<Shown> {
      const one = lived(account(who, currency), currency, at)
      const open = one.points.filter(isOpen(at))
      const ends = Math.min(never, ...open.map((point) => point.ends))
      const amount = open.filter((point) => point.ends === ends).length
      return {
        available: open.length,
        pending: one.points.filter((point) => at < point.from).length,
        held: heldIn(one),
        expiring: ends === never ? null : { amount, at: ends },
        debt: one.debt,
        balance: one.points.length + heldIn(one) - one.debt,
      }
    },
  }
}

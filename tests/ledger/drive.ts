import { expect } from 'vitest'
import { type Operation, type Play, start } from './operation.js'
import type { Said, UnderTest } from './under-test.js'

const day = 86_400_000
const shownIn = ['bonus', 'miles', 'coins'] as const

/** A call with the instant at which it is made. */
export interface Timed {
  readonly said: Said
  readonly now: number
}

/** The calls that a play comes to: what it cites is looked up among those before. */
export function callsOf({ operations }: Pick<Play, 'operations'>): readonly Timed[] {
  const calls: Timed[] = []
  let now = start
  for (const [n, operation] of operations.entries()) {
    now += operation.wait
    const said = saidBy(
      operation,
      `call:${n}`,
      now,
      calls.map((call) => call.said),
    )
    if (said) calls.push({ said, now })
    // Due work is for everybody.
    if (said?.type === 'due') calls.push({ said: { ...said, who: said.who === 0 ? 1 : 0 }, now })
  }
  return calls
}

/** What is mostly undone; the rest can't be. */
const isUndone: ReadonlySet<Said['type']> = new Set(['award', 'earn', 'spend', 'redeem', 'capture', 'adjust'])

function saidBy({ who, act }: Operation, key: string, now: number, before: readonly Said[]): Said | undefined {
  const earlier = (nth: number, isIt: (said: Said) => boolean): Said | undefined => {
    const all = before.filter((said) => said.who === who && isIt(said))
    return all[all.length - 1 - (nth % Math.max(1, all.length))]
  }
  const own = { who, key }
  switch (act.type) {
    case 'award':
      return { ...own, type: 'award', points: act.points, availableAt: now + act.after }
    case 'hold':
      return { ...own, type: 'hold', points: act.points, until: now + act.lasts }
    case 'reverse': {
      const of = earlier(act.nth, ({ type }) => isUndone.has(type)) ?? earlier(act.nth, () => true)
      return of && { ...own, type: 'reverse', of: of.key, ...(act.points && { points: act.points }) }
    }
    case 'capture': {
      const of = earlier(act.nth, ({ type }) => type === 'hold')
      return of && { ...own, type: 'capture', of: of.key, ...(act.points && { points: act.points }) }
    }
    case 'release': {
      const of = earlier(act.nth, ({ type }) => type === 'hold') ?? earlier(act.nth, () => true)
      return of && { ...own, type: 'release', of: of.key }
    }
    case 'use': {
      const of = earlier(act.nth, (said) => said.type === 'redeem' && said.reward === 'voucher')
      return of && { ...own, type: 'use', of: of.key }
    }
    case 'again':
      // Due work has no key: it is a new look each time.
      return earlier(act.nth, ({ type }) => type !== 'due')
    default:
      return { ...own, ...act }
  }
}

/** Plays the same on both, and expects the same of both after each call, now and at any later time. */
export async function playBoth(
  play: Play,
  [model, real]: readonly [UnderTest, UnderTest],
  afterEach: (timed: Timed) => void | Promise<void> = () => undefined,
): Promise<void> {
  for (const timed of callsOf(play)) {
    const { said, now } = timed
    const [expected, seen] = [await model.act(said, now), await real.act(said, now)]
    expect(seen, JSON.stringify(said)).toEqual(expected)
    for (const who of said.type === 'give' ? ([0, 1] as const) : [said.who])
      for (const currency of shownIn)
        for (const at of [now, now + 2 * day, now + 33 * day]) {
          const [should, is] = [await model.shown(who, currency, at), await real.shown(who, currency, at)]
          expect(is, `${currency} of ${who} at ${new Date(at).toISOString()} after ${JSON.stringify(said)}`).toEqual(
            should,
          )
        }
    await afterEach(timed)
  }
}

import type { Loaded } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import type { BackendCall } from './backend-call.js'
import { load } from './commit.js'
import { respectIn } from './halves.js'
import { type Who, whoIs } from './reference.js'

/** One person's calls. */
export interface Calls {
  readonly who: Who
  readonly calls: readonly BackendCall[]
}

/** The people that calls name beside those whose they are, and both where their ids are said to one another. */
export type Met = ReadonlyMap<string, Loaded>

const nameOf = ({ id, login }: Who): string => login ?? id

/** Looks them up, in one round trip, or in none where none is needed. */
export async function meet(desk: Desk, people: readonly Calls[]): Promise<Met> {
  const wanted = new Map<string, Who>()
  for (const { who, calls } of people)
    for (const call of calls) for (const one of namedBy(desk, who, call)) wanted.set(nameOf(one), one)
  if (wanted.size === 0) return new Map()
  const lookups = [...wanted.values()].map(({ id, login }) => ({
    subject: id,
    commands: [],
    ...(login !== null && { login }),
  }))
  const loaded = await load(desk, lookups)
  return new Map([...wanted.keys()].map((name, n) => [name, loaded[n] as Loaded]))
}

function namedBy(desk: Desk, who: Who, call: BackendCall): readonly Who[] {
  // That there is somebody to receive it has to be known before it is taken from the other.
  if (call.type === 'give') return [whoIs(desk, call.to)]
  if ((call.type !== 'award' && call.type !== 'did') || call.giver === undefined) return []
  const both = respectIn(desk.plan, call) ? [whoIs(desk, call.giver), who] : [whoIs(desk, call.giver)]
  return both.filter(({ login }) => login !== null)
}

export const metAs = (met: Met, who: Who): Loaded | undefined => met.get(nameOf(who))

/** Under which id; of a login that nobody has yet, the one that it will make. */
export const idOf = (met: Met, who: Who): string => metAs(met, who)?.id ?? who.id

import { inForce } from '../../core/subject/consent.js'
import type { Loaded } from '../../ports/store.js'
import { load, trying } from '../calls/load.js'
import { opened } from '../calls/opened.js'
import { type Reference, whoIs } from '../calls/reference.js'
import type { Desk } from '../desk.js'
import { basketsIn } from './baskets-in.js'
import { modelNamed } from './model-named.js'

/** A basket that may be learned from. */
export interface MemberBasket {
  /** Whose it is, under a name that only this server could have made and that says nothing of them. */
  readonly member: string
  readonly items: readonly string[]
}

/** So many members are read at once. */
const page = 500

/**
 * The baskets of all whose ground for a model's learning is in force when they are read. It is counted with each of them,
 * and written, before any basket of theirs is handed on.
 */
export async function* trainingBaskets(desk: Desk, name: string): AsyncGenerator<MemberBasket, void, undefined> {
  const { reads } = modelNamed(desk, name)
  let after: string | null = null
  do {
    const ids: readonly string[] = await holdersBehind(desk, reads, after)
    const baskets = await basketsOf(desk, name, ids)
    await desk.uses.flush()
    yield* baskets
    after = ids.length < page ? null : (ids.at(-1) as string)
  } while (after !== null)
}

const holdersBehind = ({ store, tenant }: Desk, field: string, after: string | null): Promise<readonly string[]> =>
  trying(() => store.holders(tenant, field, after, page))

async function basketsOf(desk: Desk, name: string, ids: readonly string[]): Promise<readonly MemberBasket[]> {
  const { reads, without = [] } = modelNamed(desk, name)
  const loaded =
    ids.length > 0
      ? await load(
          desk,
          ids.map((subject) => ({ subject, commands: [] })),
        )
      : []
  const all = loaded.map(async (one): Promise<readonly MemberBasket[]> => {
    const member = learnerIn(desk, name, one)
    if (member === null || one.id === null) return []
    const { values } = (await opened(desk, { id: one.id, key: one.key }, one.subject, [reads])).subject
    return basketsIn(values[reads]).flatMap((basket) => {
      const items = basket.filter((item) => !without.includes(item))
      return items.length > 0 ? [{ member, items }] : []
    })
  })
  return (await Promise.all(all)).flat()
}

/** Who of these may be learned from now, each as `trainingBaskets` names them; `null` of who may not, or is nobody here. */
export async function mayLearn(
  desk: Desk,
  name: string,
  people: readonly Reference[],
): Promise<readonly (string | null)[]> {
  modelNamed(desk, name)
  const all: (string | null)[] = []
  for (let from = 0; from < people.length; from += page) {
    const lookups = people.slice(from, from + page).map((person) => {
      const { id, login } = whoIs(desk, person)
      return { subject: id, commands: [], ...(login !== null && { login }) }
    })
    for (const one of await load(desk, lookups)) all.push(learnerIn(desk, name, one))
    await desk.uses.flush()
  }
  return all
}

/** Under what name they are learned from, which is counted; `null` where no ground is in force. */
function learnerIn(desk: Desk, name: string, { id, subject, now }: Loaded): string | null {
  const { reads, learns } = modelNamed(desk, name)
  if (id === null || !inForce(desk.plan.program, subject, reads, learns, desk.clock?.() ?? now)) return null
  desk.uses.count(id, reads, learns, `train:${name}`)
  return desk.secrets.learner(JSON.stringify([name, id]))
}

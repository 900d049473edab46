import type { Entry } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import type { Answered, Asked } from './asked.js'
import { load } from './commit.js'
import { second } from './halves.js'
import { perform } from './perform.js'
import type { Who } from './reference.js'

/** Performs what several people have to be asked for first or afterwards, each person's in one batch. */
export async function performEach(
  desk: Desk,
  each: readonly { readonly who: Who; readonly asked: Asked }[],
): Promise<readonly Answered[]> {
  const batches = new Map<string, { readonly who: Who; readonly asked: Asked[]; readonly of: number[] }>()
  for (const [n, { who, asked }] of each.entries()) {
    const name = who.login ?? who.id
    const batch = batches.get(name) ?? { who, asked: [], of: [] }
    batches.set(name, batch)
    batch.asked.push(asked)
    batch.of.push(n)
  }
  const all = [...batches.values()]
  const performed = all.length > 0 ? await perform(desk, all) : []
  const answers = new Array<Answered>(each.length)
  for (const [at, { of }] of all.entries())
    for (const [nth, n] of of.entries()) answers[n] = performed[at]?.answers[nth] as Answered
  return answers
}

/**
 * Sees to the second halves of gifts and of awards of respect, of which only the first may have been stored. Safe to
 * do at any time, and again: whatever was done is answered as at first.
 *
 * @param entries lines of the ledger; others than `give` and `endorse` are passed over
 * @returns what each second half was answered with, in no particular order
 */
export async function completeHalves(desk: Desk, entries: readonly Entry[]): Promise<readonly Answered[]> {
  const keys = new Map<string, Set<string>>()
  for (const { kind, subject, key } of entries)
    if (kind === 'give' || kind === 'endorse') keys.set(subject, (keys.get(subject) ?? new Set()).add(key))
  if (keys.size === 0) return []
  const loaded = await load(
    desk,
    [...keys].map(([subject, commands]) => ({ subject, commands: [...commands] })),
  )
  const seconds = loaded.flatMap(({ answered }) =>
    Object.values(answered).flatMap(({ hash, answer }) => {
      const { follows } = answer as unknown as Answered['answer']
      return follows ? [{ who: { id: follows.subject as string, login: null }, asked: second(follows, hash) }] : []
    }),
  )
  return performEach(desk, seconds)
}

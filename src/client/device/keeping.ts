import type { SubjectCommand } from '../../core/subject/command.js'
import { alsoShown } from '../../core/subject/displays.js'
import { subjectOf } from '../../core/subject/state.js'
import { lasting } from '../picture/local-part.js'
import type { Said } from '../say.js'
import { type Draft, draftKey, draftLives } from './drafts.js'
import type { Held } from './held.js'
import { type KeptLocal, outboxKey } from './home.js'
import { tell } from './telling.js'

/** Group commit: whatever was said while the last write was under way becomes one value. */
export async function write(held: Held): Promise<void> {
  held.writing = undefined
  const { queue: commands, own: program, newId } = held
  if (commands.length === 0) return
  const key = outboxKey + newId()
  held.entries = [...held.entries, { key, program, commands }]
  held.queue = []
  await held.place.setMany([[key, { program, commands }]])
  // Whoever waits for it goes on first.
  setTimeout(() => tell(held, [], [key]))
}

/** Keeps a command until the server has answered it. */
export function keepCommand(held: Held, command: SubjectCommand): Pick<Said, 'kept' | 'settled'> {
  held.queue = [...held.queue, command]
  held.writing ??= held.inTurn(() => write(held))
  return { kept: held.writing, settled: held.waiting.add(command) }
}

async function writeLocal(held: Held): Promise<void> {
  const { place, plan, board, clock, newId } = held
  const there = (await place.get('local')) as KeptLocal | undefined
  held.saving = undefined
  const here = held.aside ?? board.get().local
  // Another tab has written, and this one has not read it yet: what was displayed there was displayed.
  const isOthers = there !== undefined && there.stamp !== held.localStamp
  const local = isOthers ? alsoShown(here, subjectOf({ version: 0, points: {}, ...there }), clock()) : here
  if (isOthers && !held.aside) board.set({ local })
  held.localStamp = newId()
  await place.setMany([['local', { ...lasting(plan.program, local), stamp: held.localStamp }]])
  tell(held, [], [held.localStamp])
}

/** Keeps the local part as it is now. */
export function keepLocal(held: Held): Promise<void> {
  held.saving ??= held.inTurn(() => writeLocal(held))
  return held.saving
}

/** Keeps what is answered of an offer so far, where its person is still here; `undefined` forgets it. */
export async function keepDraft(
  held: Held,
  offer: string,
  answers: Draft['answers'] | undefined,
  person: number,
): Promise<boolean> {
  const { board, place, clock, aside } = held
  if (board.get().person !== person) return false
  const { [offer]: _, ...others } = board.get().drafts
  const draft = answers && { answers, until: clock() + draftLives }
  // A page that is put aside shows nobody's.
  if (!aside) board.set({ drafts: draft ? { ...others, [offer]: draft } : others })
  if (draft) await place.setMany([[draftKey + offer, draft]])
  else await place.delMany([draftKey + offer])
  tell(held)
  return true
}

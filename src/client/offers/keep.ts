import type { Json } from '../../core/json.js'
import { coerced, isForm, readForm } from '../../core/program/form-entries.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import { refused } from '../../core/result.js'
import { refusal } from '../../core/subject/refusal.js'
import type { Kept } from './acceptance.js'
import type { Acting } from './acting.js'
import { type Checked, checkAnswers } from './check-answers.js'
import { draftOf, present, problemWithKeeping } from './draft.js'
import { inTheirName, notTheirs } from './in-their-name.js'

type Given = { readonly [field: string]: Json | undefined }

/** The draft of one offer, as this page writes it. */
export interface Keeping {
  keep(given: object): Promise<Kept>
  /** What was answered so far has become what it was for, or was said no to. */
  forget(): Promise<void>
  /** What this page is still about to keep, where there is something. */
  pending(): Promise<unknown> | undefined
}

export function createKeeping(acting: Acting, planned: PlannedOffer): Keeping {
  const { plan, board, clock, draft } = acting
  const { id } = planned
  let pending: Promise<unknown> | undefined

  async function kept(given: Given, { problems }: Checked): Promise<Kept> {
    const unasked = Object.keys(given).flatMap((field) => {
      const why = problemWithKeeping(plan, planned, field)
      return why ? [[field, why] as const] : []
    })
    const fields = { ...problems, ...Object.fromEntries(unasked) }
    const { drafts, person } = board.get()
    // What an answer that is not kept has replaced is not what they mean any more.
    const all = Object.entries(present<Json>({ ...draftOf(drafts, id, clock()), ...given }))
    const after = all.filter(([field]) => !(field in fields))
    const answers = after.length > 0 ? Object.fromEntries(after) : undefined
    if (Object.keys(given).length > 0 && !(await draft(id, answers, person))) return notTheirs()
    if (Object.keys(fields).length === 0) return { ok: true }
    return refused(refusal(unasked.length > 0 ? 'not_asked' : 'invalid', { fields }))
  }

  return {
    keep(given) {
      // Read before anything waits: a form may change or go. Each builds on what the one before it has kept.
      const read = isForm(given) ? readForm(planned, given).texts : undefined
      const step = inTheirName(acting)
      const checked = (answers: Given) =>
        step(checkAnswers(plan.program, present<Json>(answers)), (done) => kept(answers, done))
      const mine = step(pending, () => step(read ? coerced(read, takenBy(plan)) : (given as Given), checked))
      // Where a schema fails, who keeps by it hears so, and nobody who comes after.
      const over: Promise<unknown> = mine
        .catch(() => undefined)
        .then(() => {
          if (pending === over) pending = undefined
        })
      pending = over
      return mine
    },
    async forget() {
      const { drafts, person } = board.get()
      if (drafts[id]) await draft(id, undefined, person)
    },
    pending: () => pending,
  }
}

/** Whether a field's schema takes a value. */
export const takenBy =
  ({ program }: Plan) =>
  async (field: string, value: Json): Promise<boolean> =>
    Object.keys((await checkAnswers(program, { [field]: value })).problems).length === 0

import type { Json } from '../../core/json.js'
import { coerced, type FormEntries, readForm } from '../../core/program/form-entries.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import { refused } from '../../core/result.js'
import { refusal } from '../../core/subject/refusal.js'
import type { Kept } from './acceptance.js'
import type { Acting } from './acting.js'
import { checkAnswers } from './check-answers.js'
import { draftOf, present, problemWithKeeping } from './draft.js'

type Given = { readonly [field: string]: Json | undefined }

/** The draft of one offer, as this page writes it. */
export interface Keeping {
  keep(given: object): Promise<Kept>
  /** What was answered so far has become what it was for, or was said no to. */
  forget(): Promise<void>
  /** What this page is still about to keep, where there is something. */
  pending(): Promise<unknown> | undefined
}

export function createKeeping({ plan, board, clock, draft, whenReady }: Acting, planned: PlannedOffer): Keeping {
  const { id } = planned
  let pending: Promise<unknown> | undefined

  async function kept(given: Given): Promise<Kept> {
    const { problems } = await checkAnswers(plan.program, present<Json>(given))
    const unasked = Object.keys(given).flatMap((field) => {
      const why = problemWithKeeping(plan, planned, field)
      return why ? [[field, why] as const] : []
    })
    const fields = { ...problems, ...Object.fromEntries(unasked) }
    const before = draftOf(board.get().drafts, id, clock())
    // What an answer that is not kept has replaced is not what they mean any more.
    const after = Object.entries(present<Json>({ ...before, ...given })).filter(([field]) => !(field in fields))
    if (Object.keys(given).length > 0) await draft(id, after.length > 0 ? Object.fromEntries(after) : undefined)
    if (Object.keys(fields).length === 0) return { ok: true }
    return refused(refusal(unasked.length > 0 ? 'not_asked' : 'invalid', { fields }))
  }

  return {
    keep(given) {
      // Read before anything waits: a form may change or go. Each builds on what the one before it has kept.
      const read = isForm(given) ? readForm(planned, given).texts : undefined
      const before = pending ?? Promise.resolve()
      const mine = before.then(() =>
        whenReady(async () => kept(read ? await coerced(read, takenBy(plan)) : (given as Given))),
      )
      pending = mine
      void mine.then(() => {
        if (pending === mine) pending = undefined
      })
      return mine
    },
    async forget() {
      if (board.get().drafts[id]) await draft(id, undefined)
    },
    pending: () => pending,
  }
}

const isForm = (given: object): given is FormEntries => Symbol.iterator in given

/** Whether a field's schema takes a value. */
export const takenBy =
  ({ program }: Plan) =>
  async (field: string, value: Json): Promise<boolean> =>
    Object.keys((await checkAnswers(program, { [field]: value })).problems).length === 0

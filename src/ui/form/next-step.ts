import type { OfferHandle } from '../../client.js'
import type { Refusal } from '../../index.js'
import { filled, type Problem, problemOf } from './problem.js'
import type { FormWords } from './words.js'

/** What is left empty of a step that needs it: a page goes on with the next once this one is whole. */
export function lackingIn({ step, asks }: OfferHandle, words: FormWords, form: FormData): Problem | null {
  const left = step ? asks.filter((ask) => !ask.optional && !filled(form, ask)) : []
  if (left.length === 0) return null
  const fields = Object.fromEntries(left.map(({ field }) => [field, '']))
  return problemOf({ code: 'missing', message: '', fields }, words, asks, form)
}

/** Who sends the rest of a long ask empty, once it is accepted, says no to what is only welcome. */
export const leavesItAtThat = ({ step, accepted }: OfferHandle, { code }: Refusal): boolean =>
  accepted && step !== null && code === 'already_accepted'

/** Moves the reader to the first of these elements that is there. */
export function focusFirst(ids: readonly string[]): void {
  for (const id of ids) {
    const element = document.getElementById(id)
    if (element) {
      element.focus()
      return
    }
  }
}

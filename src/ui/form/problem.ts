import type { AskShown } from '../../client.js'
import type { Refusal } from '../../index.js'
import type { FormWords } from './words.js'

/** A refusal as a form shows it: one line for the summary, and one beside each field. */
export interface Problem {
  readonly title: string
  readonly fields: { readonly [field: string]: string }
}

/**
 * What to say of a refusal. An answer that its schema refuses is told before anything else is looked at; what was
 * left empty beside it is told with it, so that nobody has to send a form twice to learn both.
 */
export function problemOf(error: Refusal, words: FormWords, asks: readonly AskShown[], form: FormData): Problem {
  const left = error.code === 'invalid' ? asks.filter((ask) => !ask.optional && !filled(form, ask)) : []
  const whyNot: { [field: string]: string } = { ...error.fields }
  for (const { field } of left) whyNot[field] ??= ''
  const blank = new Set(error.code === 'missing' ? Object.keys(whyNot) : left.map(({ field }) => field))
  const order = [...asks.map(({ field }) => field).filter((field) => field in whyNot), ...Object.keys(whyNot)]
  const said = (field: string): string => {
    if (whyNot[field]) return whyNot[field]
    if (!blank.has(field)) return words.invalid
    return asks.find((ask) => ask.field === field)?.input.options ? words.unchosen : words.missing
  }
  const fields = Object.fromEntries(order.map((field) => [field, said(field)]))
  return { title: order.length > 0 ? words.errors : `${words.errors}: ${error.message}`, fields }
}

/** Whether a form has an answer to it. */
export const filled = (form: FormData, { field }: AskShown): boolean => form.getAll(field).some((entry) => entry !== '')

import type { Json } from '../../core/json.js'
import type { AgeBand } from '../../core/program/minors.js'
import type { PlannedOffer } from '../../core/program/plan.js'
import type { Program } from '../../core/program/program.js'
import { checkAnswers } from './check-answers.js'

const prefix = 'consent:'

/** What a form's entries say, read before anything waits: a form may change or go. */
export interface FormRead {
  readonly texts: ReadonlyMap<string, readonly string[]>
  readonly consents: { readonly [purpose: string]: readonly string[] }
  readonly age?: AgeBand
}

/** Reads what an offer asks, and its ticked boxes, out of a form; other entries are not ours. */
export function readForm(planned: PlannedOffer, form: FormData): FormRead {
  const invited = new Map(planned.invites)
  const fields = new Set([...Object.keys(planned.asked), ...[...invited.values()].flat()])
  const texts = new Map<string, readonly string[]>()
  const consents: { [purpose: string]: readonly string[] } = {}
  for (const name of new Set(form.keys())) {
    const given = form.getAll(name).filter((entry): entry is string => typeof entry === 'string' && entry !== '')
    if (given.length === 0) continue
    if (fields.has(name)) texts.set(name, given)
    if (!name.startsWith(prefix)) continue
    const purpose = name.slice(prefix.length)
    const asked = Object.values(planned.asked).flatMap((ask) => (ask.purpose === purpose ? [ask.field] : []))
    // A box without a value of its own says `on`: it stands for all that its label names.
    consents[purpose] = given.flatMap((text) =>
      text === 'on' ? (invited.get(purpose) ?? asked) : text.split(' ').filter((field) => field !== ''),
    )
  }
  const age = form.get('age:band')
  return { texts, consents, ...((age === 'adult' || age === 'minor') && { age }) }
}

/** Turns each text into what its field's schema takes: as it is, else a number, yes or no, or a list. */
export async function coerce(program: Program, texts: FormRead['texts']): Promise<{ [field: string]: Json }> {
  const answers: { [field: string]: Json } = {}
  for (const [field, given] of texts) {
    const tries = candidates(given)
    answers[field] = tries[0] as Json
    for (const value of tries) {
      const { problems } = await checkAnswers(program, { [field]: value })
      if (Object.keys(problems).length > 0) continue
      answers[field] = value
      break
    }
  }
  return answers
}

function candidates(given: readonly string[]): readonly Json[] {
  const text = given[0] as string
  const numbers = given.map(Number)
  const lists: readonly Json[] = numbers.every(Number.isFinite) ? [given, numbers] : [given]
  if (given.length > 1) return [...lists, text]
  const number = Number.isFinite(numbers[0]) ? [numbers[0] as number] : []
  const flag = ['on', 'true'].includes(text) ? [true] : ['off', 'false'].includes(text) ? [false] : []
  return [text, ...number, ...flag, ...lists]
}

import { EvenhandedError } from '../../core/error.js'
import type { FormEntries } from '../../core/program/form-entries.js'
import type { Names } from '../../core/program/program.js'
import type { Desk } from '../desk.js'
import { answersOf } from './answer-calls.js'
import { askedByForm } from './asked-by-form.js'
import type { BackendAnswer } from './backend-call.js'
import { perform } from './perform.js'
import type { Who } from './reference.js'

/** How a form came. */
export interface FormOptions<N extends Names = Names> {
  /** Counts once, whatever key the form has. */
  readonly key?: string
  /** Where it was shown; the first touchpoint that the offer is made at unless said. */
  readonly touchpoint?: N['touchpoints']
}

/** Takes up an offer for whoever posted this form to the site. */
export async function acceptForm(
  desk: Desk,
  who: Who,
  offer: string,
  form: FormEntries,
  { key, touchpoint }: FormOptions = {},
): Promise<BackendAnswer> {
  if (key !== undefined && typeof key !== 'string') throw new EvenhandedError('bad_call', 'This form says no key.')
  const { desk: own, asked } = await askedByForm(desk, offer, form, {
    id: key === undefined ? undefined : desk.secrets.call(key),
    touchpoint,
    whenNobody: who.login === null ? 'refused' : 'founds',
    sender: 'backend',
  })
  const [done] = await perform(own, [{ who, asked: [asked] }])
  const [answer] = done ? answersOf(done) : []
  if (!answer) throw new Error('a form has an answer')
  return answer
}

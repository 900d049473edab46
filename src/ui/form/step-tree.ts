import type { Accepted, StepShown } from '../../client.js'
import type { Make } from './make.js'
import type { FormWords } from './words.js'

/** What came before this step on the same page. */
export interface StepBefore {
  readonly ended: 'accepted' | 'declined' | null
  readonly took: (Accepted & { readonly ok: true })['benefit'] | null
}

/** Where one stands in a long ask: what the last step has brought, which step this is, and what it brings. */
export function stepTree<Node>(
  make: Make<Node>,
  id: string,
  { number, of, gives }: StepShown,
  { ended, took }: StepBefore,
  words: FormWords,
): Node {
  const brought = took?.gives.map((benefit) => benefit.says).join('; ') ?? ''
  return make(
    'div',
    { class: 'eh-step', id: `${id}-step`, role: 'status', tabindex: -1 },
    (ended || took) && brought ? make('p', { class: 'eh-step-done' }, `${words.done} ${brought}`) : null,
    make('p', { class: 'eh-step-number' }, words.step(number, of)),
    gives.length > 0
      ? make('p', { class: 'eh-step-gives' }, `${words.stepGets}: ${gives.map((benefit) => benefit.says).join('; ')}`)
      : null,
  )
}

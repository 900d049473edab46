import type { Json } from '../../core/json.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import { type Result, refused } from '../../core/result.js'
import type { Evidence } from '../../core/subject/envelope.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Clock } from '../../ports/clock.js'
import type { Board } from '../picture/board.js'
import type { WhenReady } from '../picture/when-ready.js'
import { done, type Said, type Say } from '../say.js'
import type { Done } from '../settled.js'
import type { Accepted, AcceptOptions } from './acceptance.js'
import { withKnown } from './asks.js'
import { type Checked, checkAnswers, whenThere } from './check-answers.js'
import { coerce, readForm } from './form-answers.js'
import type { OfferActs } from './offer-handle.js'

/** What the acts of a handle work on. */
export interface Acting {
  readonly plan: Plan
  readonly board: Board
  readonly say: Say
  readonly clock: Clock
  readonly variant: string | undefined
  readonly whenReady: WhenReady
  /** Offers whose display was counted on this page. */
  readonly displayed: Set<string>
}

/** What can be done with one offer: receive and choose on the device alone, the others by way of the server. */
export function offerActs(acting: Acting, planned: PlannedOffer): OfferActs {
  const { plan, board, say, clock, displayed, variant, whenReady } = acting
  const { id: offer, onDevice } = planned
  const evidence = (act: Evidence['act']): Evidence => {
    const { text: _, ...notice } = plan.notice(offer, variant)
    return { act, notice }
  }

  async function accept(given: object = {}, options: AcceptOptions = {}): Promise<Accepted> {
    const answers = present<Json>(given)
    const checked = checkAnswers(plan.program, answers)
    return whenThere(checked, (outputs) => accepted(answers, outputs, options))
  }

  async function accepted(
    answers: { readonly [field: string]: Json },
    { problems, outputs }: Checked,
    options: AcceptOptions,
  ): Promise<Accepted> {
    if (Object.keys(problems).length > 0) return refused(refusal('invalid', { fields: problems }))
    const { optimistic, local } = board.get()
    const folds = onDevice ? ([local, optimistic] as const) : ([optimistic, local] as const)
    const ticked = present<readonly string[]>(options.consents ?? {})
    const consents = Object.fromEntries(Object.entries(ticked).filter(([, fields]) => fields.length > 0))
    const all = withKnown(plan, planned, { answers, consents }, folds, clock())
    for (const [field, output] of outputs) board.outputs.put(field, answers[field] as Json, output)
    const saying = {
      ...({ type: 'accept', offer, answers: all, consents, evidence: evidence(options.by ?? 'button') } as const),
      ...(options.age && { age: options.age }),
    }
    const said = onDevice ? say.here(saying) : say.toServer(saying)
    if (!said.ok) return said
    const { outcome, kept, settled } = said.value
    await kept
    board.emit('accepted', { offer })
    return { ok: true, benefit: outcome.benefit ?? { state: 'given', gives: [] }, settled }
  }

  async function told(event: 'declined' | 'dismissed' | 'shown', said: Result<Said, Refusal>): Promise<Done> {
    const result = await done(said)
    if (result.ok) board.emit(event, { offer })
    return result
  }

  return {
    accept: (answers, options) => whenReady(() => accept(answers, options)),
    submit(form, options = {}) {
      const { texts, ...read } = readForm(planned, form)
      return whenReady(async () => accept(await coerce(plan.program, texts), { ...options, ...read }))
    },
    decline: () =>
      whenReady(() => {
        const saying = { type: 'decline', offer, evidence: evidence('button') } as const
        const { subject, unsent } = board.get()
        // Before an exchange nobody is known to the server, and a no is no reason to become known (law 8).
        const stays = onDevice || (subject === null && unsent.length === 0)
        return told('declined', stays ? say.here(saying) : say.toServer(saying))
      }),
    dismiss: () => whenReady(() => told('dismissed', say.here({ type: 'dismiss', offer }))),
    shown() {
      if (displayed.has(offer)) return
      displayed.add(offer)
      void whenReady(() => told('shown', say.here({ type: 'shown', offer })))
    },
  }
}

/** A record without the entries that are left open. */
const present = <Value>(record: object): { [name: string]: Value } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

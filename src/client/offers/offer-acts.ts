import type { Json } from '../../core/json.js'
import { coerced, readForm } from '../../core/program/form-entries.js'
import type { PlannedOffer } from '../../core/program/plan.js'
import { type Result, refused } from '../../core/result.js'
import type { Evidence } from '../../core/subject/envelope.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Counted } from '../events.js'
import { done, type Said } from '../say.js'
import type { Done } from '../settled.js'
import type { Accepted } from './acceptance.js'
import type { Acting } from './acting.js'
import { type Checked, checkAnswers } from './check-answers.js'
import { counted } from './counted.js'
import { draftOf, present, withDraft } from './draft.js'
import { inTheirName, type Step } from './in-their-name.js'
import { createKeeping, takenBy } from './keep.js'
import type { Chosen, OfferActs } from './offer-handle.js'
import { lost, takeCoupon } from './take-coupon.js'
import { withKnown } from './with-known.js'

/** What can be done with one offer: receive and choose on the device alone, the others by way of the server. */
export function offerActs(acting: Acting, planned: PlannedOffer): OfferActs {
  const { plan, board, say, clock, variant } = acting
  const { id: offer, onDevice } = planned
  const { keep, forget, pending } = createKeeping(acting, planned)
  const evidence = (act: Evidence['act']): Evidence => {
    const { text: _, ...notice } = plan.notice(offer, variant)
    return { act, notice }
  }
  const whenHere = <Value>(act: () => Promise<Value>) => inTheirName(acting)(undefined, act)
  /** What was kept before counts; where nothing is on its way, at once. */
  const whenKept = <Value>(act: (step: Step) => Promise<Value>) => {
    const step = inTheirName(acting)
    return step(pending(), () => act(step))
  }

  /** While a coupon is on its way to somebody, pressing the button again asks for that one. */
  let underWay: Promise<Accepted> | undefined
  function once(act: () => Promise<Accepted>): Promise<Accepted> {
    if (!planned.offer.fits) return act()
    underWay ??= act().finally(() => {
      underWay = undefined
    })
    return underWay
  }

  async function accept(step: Step, given: object = {}, options: Chosen = {}): Promise<Accepted> {
    const now = clock()
    const draft = draftOf(board.get().drafts, offer, now)
    const ticked = present<readonly string[]>(options.consents ?? {})
    const consents = Object.fromEntries(Object.entries(ticked).filter(([, fields]) => fields.length > 0))
    const answers = withDraft({ plan, planned, view: board.view, now }, draft, { ...given }, consents)
    const checked = checkAnswers(plan.program, answers)
    return step(checked, (outputs) => accepted(answers, outputs, { ...options, consents }))
  }

  async function accepted(
    answers: { readonly [field: string]: Json },
    { problems, outputs }: Checked,
    options: Chosen & { readonly consents: { readonly [purpose: string]: readonly string[] } },
  ): Promise<Accepted> {
    if (Object.keys(problems).length > 0) return refused(refusal('invalid', { fields: problems }))
    const { optimistic, local } = board.get()
    const folds = onDevice ? ([local, optimistic] as const) : ([optimistic, local] as const)
    const { consents, by = 'button', age, coupon } = options
    const all = withKnown(plan, planned, { answers, consents }, folds, clock())
    for (const [field, output] of outputs) board.outputs.put(field, answers[field] as Json, output)
    const saying = {
      ...({ type: 'accept', offer, answers: all, consents, evidence: evidence(by) } as const),
      ...(age && { age }),
      ...(coupon && { coupon }),
    }
    const taken = planned.offer.fits && (await takeCoupon(acting, planned, saying))
    if (taken?.ok === false) return taken
    const counts = counted(acting, offer, 'accepted')
    const said = onDevice ? say.here(saying) : say.toServer(saying)
    if (!said.ok) return taken ? lost(said.error, taken.value) : said
    const { outcome, kept, settled } = said.value
    await Promise.all([kept, forget()])
    const { begun, benefit = { state: 'given', gives: [] } } = outcome
    board.emit(begun ? 'begun' : 'accepted', { offer, ...counts })
    return { ok: true, benefit, settled, ...(begun && { begun }), ...(taken && { coupon: taken.value }) }
  }

  async function told(
    event: 'declined' | 'dismissed' | 'shown',
    said: Result<Said, Refusal>,
    counts: Counted,
  ): Promise<Done> {
    const result = await done(said)
    if (result.ok) board.emit(event, { offer, ...counts })
    return result
  }

  return {
    keep,
    accept: (answers, options) => once(() => whenKept((step) => accept(step, answers, options))),
    submit(form, options = {}) {
      const { texts, ...read } = readForm(planned, form)
      return once(() =>
        whenKept((step) =>
          step(coerced(texts, takenBy(plan)), (answers) => accept(step, answers, { ...options, ...read })),
        ),
      )
    },
    decline: () =>
      whenKept(async () => {
        const saying = { type: 'decline', offer, evidence: evidence('button') } as const
        const { subject, unsent } = board.get()
        // Before an exchange nobody is known to the server, and a no is no reason to become known (law 8).
        const stays = onDevice || (subject === null && unsent.length === 0)
        const counts = counted(acting, offer, 'declined')
        const said = stays ? say.here(saying) : say.toServer(saying)
        if (said.ok) await forget()
        return told('declined', said, counts)
      }),
    appraise: (worth) =>
      whenHere(async () => {
        const saying = { type: 'appraise', offer, worth } as const
        const result = await done(onDevice ? say.here(saying) : say.toServer(saying))
        if (result.ok) board.emit('appraised', { offer, worth })
        return result
      }),
    dismiss: () =>
      whenHere(() => {
        const counts = counted(acting, offer, 'dismissed')
        return told('dismissed', say.here({ type: 'dismiss', offer }), counts)
      }),
    shown() {
      void whenHere(async () => {
        const displayed = board.displayed()
        if (displayed.has(offer)) return
        displayed.add(offer)
        const counts = counted(acting, offer, 'shown')
        await told('shown', say.here({ type: 'shown', offer }), counts)
      })
    },
  }
}

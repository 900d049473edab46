import type { Json } from '../../core/json.js'
import type { Plan } from '../../core/program/plan.js'
import { standingOf } from '../../core/rights/standing.js'
import { inForce } from '../../core/subject/consent.js'
import type { Subject } from '../../core/subject/subject.js'
import { accountOf, isHeld } from '../../core/subject/subject.js'
import type { ConsentShown, ErasePlan, KnownShown } from '../client.js'
import { labelOf, purposeShown } from '../offers/shown.js'

/** The two folds, as their owner may look into them. */
export interface Folds {
  readonly optimistic: Subject
  readonly local: Subject
}

/** Every ground there is or was, in the order of the program. */
export function consentsOf(plan: Plan, { optimistic, local }: Folds, now: number): readonly ConsentShown[] {
  return plan.purposes.flatMap((purpose) =>
    plan.fields.flatMap((field) =>
      [optimistic, local].flatMap((who): ConsentShown[] => {
        const ground = who.grounds[purpose]?.[field]
        if (!ground) return []
        const { basis, since, until = null, offers } = ground
        const { label } = purposeShown(plan, purpose)
        const status = standingOf(plan.program, who, { purpose, field, ground }, now)
        return [{ purpose, label, basis, field, fieldLabel: labelOf(plan, field), status, since, until, offers }]
      }),
    ),
  )
}

/** Every value that is known, where it lies, and what it may be used for now. */
export function knownOf(plan: Plan, { optimistic, local }: Folds, now: number): readonly KnownShown[] {
  return plan.fields.flatMap((field) =>
    [optimistic, local].flatMap((who): KnownShown[] => {
      const known = who.known[field]
      if (!known) return []
      const grounds = plan.purposes.filter((purpose) => inForce(plan.program, who, field, purpose, now))
      return [
        {
          field,
          label: labelOf(plan, field),
          value: who.values[field],
          since: known.at,
          provenance: known.source.provenance,
          offer: known.source.offer ?? null,
          where: who === local ? 'device' : 'server',
          purposes: grounds.map((id) => purposeShown(plan, id)),
        },
      ]
    }),
  )
}

/** What `erase` would do: what goes, what a legal duty holds back, what ends with it. */
export function erasePlanOf(plan: Plan, { optimistic, local }: Folds, now: number): ErasePlan {
  const duties = plan.purposes.filter((id) => plan.program.purposes[id]?.basis === 'legal-obligation')
  const held = plan.fields.flatMap((field) =>
    duties
      .filter((purpose) => inForce(plan.program, optimistic, field, purpose, now))
      .map((purpose) => {
        const keptFor = plan.program.purposes[purpose]?.retainFor ?? null
        return { field, label: labelOf(plan, field), purpose, keptFor }
      }),
  )
  const goes = plan.fields.filter(
    (field) =>
      Object.hasOwn(local.known, field) ||
      (Object.hasOwn(optimistic.known, field) && !held.some((one) => one.field === field)),
  )
  const ends = Object.entries(optimistic.offers).filter(([, history]) => isHeld(history))
  const points = Object.keys(plan.program.currencies).map((currency) => ({
    currency,
    amount: accountOf(optimistic, currency).balance,
  }))
  return {
    now: goes.map((field) => ({ field, label: labelOf(plan, field) })),
    stays: held,
    ends: ends.map(([offer]) => ({ offer })),
    points: points.filter(({ amount }) => amount > 0),
  }
}

/** Everything that is known of a subject, for the subject to take along (GDPR Art. 15 and 20). */
export function exportOf(plan: Plan, subject: string | null, folds: Folds, now: number): Json {
  const { id, version, controller } = plan.program
  const whole = {
    program: { id, version, controller },
    subject,
    at: now,
    known: knownOf(plan, folds, now),
    grounds: consentsOf(plan, folds, now),
    objections: [...Object.keys(folds.optimistic.objected), ...Object.keys(folds.local.objected)],
    offers: { server: folds.optimistic.offers, device: folds.local.offers },
    points: folds.optimistic.points,
    weighed: { server: folds.optimistic.weighed ?? [], device: folds.local.weighed ?? [] },
  }
  // Through text, so that what is given out is JSON and shares nothing with what is held.
  return JSON.parse(JSON.stringify(whole)) as Json
}

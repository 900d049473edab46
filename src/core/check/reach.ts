import type { Condition } from '../program/ask.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import type { Program } from '../program/program.js'
import { mayBe, wantedOf } from './possible.js'
import type { Taking } from './taking.js'

/** What may come about for somebody of whom nothing is known: which offers, which answers, which uses. */
export interface Reach {
  readonly offers: ReadonlySet<string>
  readonly fields: ReadonlySet<string>
  /** As `purpose field`. */
  readonly pairs: ReadonlySet<string>
}

export const pairKey = ({ purpose, field }: { readonly purpose: string; readonly field: string }): string =>
  `${purpose} ${field}`

/**
 * Goes through the offers until nothing new comes about. What is observed a page may always have seen; all else is known
 * only once an offer has asked it.
 */
export function reachOf(plan: Plan, byOffer: ReadonlyMap<string, readonly Taking[]>): Reach {
  const { program } = plan
  const fields = new Set(Object.keys(program.fields).filter((name) => program.fields[name]?.kind === 'observed'))
  const pairs = new Set<string>()
  const offers = new Set<string>()
  const open = new Set(plan.offers.filter((offer) => !isNowhere(offer)))
  for (let grew = true; grew; ) {
    grew = false
    for (const planned of open) {
      if (!mayHold(program, fields, planned.offer.when) || !isMomentOpen(program, pairs, planned)) continue
      let waiting = false
      for (const taking of byOffer.get(planned.id) ?? []) {
        if (!mayHold(program, fields, taking.ask?.when) || (taking.part === 'used' && !fields.has(taking.field))) {
          waiting = true
          continue
        }
        const before = fields.size + pairs.size
        if (taking.part !== 'used') fields.add(taking.field)
        pairs.add(pairKey(taking))
        grew ||= fields.size + pairs.size > before
      }
      grew ||= !offers.has(planned.id)
      offers.add(planned.id)
      if (!waiting) open.delete(planned)
    }
  }
  return { offers, fields, pairs }
}

export const isNowhere = ({ at }: PlannedOffer): boolean => at?.size === 0

/** The fields of a condition that nobody can meet. */
export const unmet = (program: Program, fields: ReadonlySet<string>, when: Condition = {}): readonly string[] =>
  Object.keys(when).filter((name) => {
    const field = program.fields[name]
    return !field || !fields.has(name) || !wantedOf(when, name).some((value) => mayBe(field, value))
  })

const mayHold = (program: Program, fields: ReadonlySet<string>, when?: Condition): boolean =>
  when === undefined || unmet(program, fields, when).length === 0

/** Its date may be told, and read for it. */
const isMomentOpen = ({ moments }: Program, pairs: ReadonlySet<string>, { offer }: PlannedOffer): boolean => {
  const moment = offer.moment === undefined ? undefined : moments[offer.moment]
  return !moment || pairs.has(pairKey({ purpose: moment.for, field: moment.field }))
}

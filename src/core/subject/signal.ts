import { fieldsIn } from '../program/pair.js'
import type { Plan } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import { ok, type Result } from '../result.js'
import type { Signal } from './command.js'
import type { Event } from './event.js'
import type { Refusal } from './refusal.js'
import { groundsOf, type Subject } from './subject.js'

/**
 * An opt-out signal ends what sells or shares, as if its exits had been taken: consents are withdrawn, interests objected
 * to. Browsers send it for ever; it counts once, so that what somebody agrees to afterwards stands (11 CCR 7025).
 */
export function decideSignal(
  plan: Plan,
  subject: Subject,
  { signal, id }: Signal,
  now: number,
): Result<readonly Event[], Refusal> {
  if (subject.signal) return ok([])
  const sold = Object.entries(plan.current.purposes).filter(([, { sells }]) => sells)
  const ended = sold.flatMap(([purpose, rule]): Event[] => {
    if (!isConsent(rule)) return [{ type: 'objected', purpose, at: now, command: id }]
    const pairs = [...plan.offers.flatMap(({ pairs }) => pairs), ...groundsOf(subject)]
    const fields = new Set(fieldsIn(pairs.filter((pair) => pair.purpose === purpose)))
    return [...fields].map((field) => ({ type: 'withdrawn', purpose, field, at: now, command: id }))
  })
  return ok([{ type: 'signalled', signal, at: now, command: id }, ...ended])
}

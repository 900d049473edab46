import type { Reviewed, Rule } from '../reviewed.js'
import type { Taking } from '../taking.js'

/** Use case first: what offers, and what they ask, are for. */
export const goals: Rule = (reviewed, report) => {
  const { program, plan, takings } = reviewed
  const declared = Object.keys(program.goals)
  const served = new Set(plan.offers.map(({ offer }) => offer.goal))
  if (declared.length === 0)
    report(
      'no_goals',
      'goals',
      'Nothing says what the site wants to learn or achieve, so no ask can be held against it.',
      'Declare `goals`, and say of each offer which it serves.',
      'GDPR Art. 5(1)(b), (c)',
    )
  else
    for (const { id, offer } of plan.offers)
      if (offer.goal === undefined)
        report(
          'offer_without_goal',
          `offers.${id}`,
          'It serves none of the program’s goals.',
          'Say `goal`, or take it out.',
          'GDPR Art. 5(1)(c)',
        )
  for (const goal of declared)
    if (!served.has(goal))
      report('goal_unserved', `goals.${goal}`, 'No offer serves it.', 'Say `goal` of an offer, or take it out.')
  for (const taking of takings)
    if (!servesSomething(reviewed, taking))
      report(
        'ask_serves_nothing',
        taking.path,
        `${taking.field} is asked for ${taking.purpose}, and nothing in the program does that: no goal, gate, moment, segment, condition or channel uses it.`,
        'Say what for, or do not ask it.',
        'GDPR Art. 5(1)(c)',
      )
}

/** What rests on the offer's own purpose is for what the offer gives. */
function servesSomething({ program, needs, plan }: Reviewed, { offer, field, purpose }: Taking): boolean {
  const { channel, on, parties = [] } = program.purposes[purpose] ?? {}
  return (
    purpose === offer.offer.for ||
    offer.offer.goal !== undefined ||
    on === 'device' ||
    channel !== undefined ||
    parties.length > 0 ||
    needs.some((need) => need.field === field && need.purpose === purpose) ||
    Object.values(program.moments).some((moment) => moment.field === field && moment.for === purpose) ||
    Object.values(program.segments).some(
      ({ where = {}, for: under }) => under === purpose && Object.hasOwn(where, field),
    ) ||
    plan.offers.some((other) => other.offer.for === purpose || Object.hasOwn(other.offer.when ?? {}, field)) ||
    Object.values(offer.asked).some(({ when = {} }) => Object.hasOwn(when, field))
  )
}

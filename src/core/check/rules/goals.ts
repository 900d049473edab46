import { pairKey } from '../reach.js'
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
  const servesSomething = usesIn(reviewed)
  for (const taking of takings)
    if (!servesSomething(taking))
      report(
        'ask_serves_nothing',
        taking.path,
        `${taking.field} is asked for ${taking.purpose}, and nothing in the program does that: no goal, gate, moment, segment, model, condition or channel uses it.`,
        'Say what for, or do not ask it.',
        'GDPR Art. 5(1)(c)',
      )
}

/** What rests on the offer's own purpose is for what the offer gives. */
function usesIn({ program, needs, plan }: Reviewed): (taking: Taking) => boolean {
  const offers = plan.offers.map(({ offer }) => offer)
  const purposes = new Set([
    ...offers.map((offer) => offer.for),
    ...Object.entries(program.purposes).flatMap(([name, { channel, on, parties = [] }]) =>
      on === 'device' || channel !== undefined || parties.length > 0 ? [name] : [],
    ),
  ])
  const pairs = new Set([
    ...needs.map(pairKey),
    ...Object.values(program.moments).map((moment) => pairKey({ purpose: moment.for as string, field: moment.field })),
    ...Object.values(program.models).flatMap(({ reads: field, learns, suggests = learns }) =>
      [learns, suggests].map((purpose) => pairKey({ purpose, field })),
    ),
    ...Object.values(program.segments).flatMap(({ where = {}, for: purpose = '' }) =>
      Object.keys(where).map((field) => pairKey({ purpose, field })),
    ),
  ])
  const conditions = new Set(
    plan.offers.flatMap(({ offer, asked }) => [
      ...Object.keys(offer.when ?? {}),
      ...Object.values(asked).flatMap(({ when = {} }) => Object.keys(when)),
    ]),
  )
  return (taking) =>
    taking.offer.offer.goal !== undefined ||
    purposes.has(taking.purpose) ||
    pairs.has(pairKey(taking)) ||
    conditions.has(taking.field)
}

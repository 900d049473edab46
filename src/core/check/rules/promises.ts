import type { Rule } from '../reviewed.js'

/** What is promised by a day, and the draws. */
export const promises: Rule = ({ program, plan, now }, report) => {
  const isPast = (date: string) => Date.parse(date) + 86_400_000 <= now
  const raffles = Object.entries(program.raffles)
  const drawn = new Set(raffles.map(([, { offer }]) => offer))
  for (const { id, gives, offer } of plan.offers)
    for (const [n, given] of gives.entries()) {
      const at = Array.isArray(offer.gives) ? `offers.${id}.gives.${n}` : `offers.${id}.gives`
      if (given.by !== undefined && isPast(given.by))
        report(
          'promise_past',
          `${at}.by`,
          `It promises something by ${given.by}, which is over.`,
          'Take the offer out, or promise a day to come.',
        )
      if (given.benefit === 'chance' && !drawn.has(id))
        report(
          'chance_without_draw',
          at,
          'It promises a chance, and no raffle says how and when it is drawn: nobody can check it.',
          'Declare it under `raffles`.',
        )
    }
  for (const [name, { closes }] of raffles)
    if (isPast(closes))
      report('raffle_over', `raffles.${name}.closes`, `It closed on ${closes}.`, 'Take it out once it is drawn.')
}

import type { Rule } from '../reviewed.js'
import { listed } from '../words.js'

/** What the law calls special, also where one can only infer it. */
export const special: Rule = ({ program, byField, plan }, report) => {
  const names = Object.keys(program.fields).filter((name) => program.fields[name]?.special)
  for (const name of names) {
    const purposes = [...new Set((byField.get(name) ?? []).map(({ purpose }) => purpose))]
    if (purposes.length > 0)
      report(
        'special_field',
        `fields.${name}`,
        `${name} is special, and asked for ${listed(purposes)} by explicit consent.`,
        'See whether an impact assessment is owed, and keep as few people as possible near it.',
        'GDPR Art. 9(2)(a), 35(3)(b)',
      )
  }
  for (const [id, { where = {} }] of Object.entries(program.segments))
    for (const name of names.filter((name) => Object.hasOwn(where, name)))
      report(
        'special_sorts',
        `segments.${id}.where.${name}`,
        `People are sorted by ${name}, which is special.`,
        'See to it that the consent says so in plain words.',
        'GDPR Art. 9(2)(a)',
      )
  for (const [id, { field }] of Object.entries(program.moments))
    if (names.includes(field))
      report(
        'special_sorts',
        `moments.${id}.field`,
        `People are approached by ${field}, which is special.`,
        'See to it that the consent says so in plain words.',
        'GDPR Art. 9(2)(a)',
      )
  for (const { id, offer } of plan.offers)
    for (const name of names.filter((name) => Object.hasOwn(offer.when ?? {}, name)))
      report(
        'special_condition',
        `offers.${id}.when.${name}`,
        `Who gets the offer hangs on ${name}, which is special: it was told for another use.`,
        'Ask it within the offer, or leave the condition out.',
        'GDPR Art. 5(1)(b), 9(1)',
      )
}

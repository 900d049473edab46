import type { Missing } from '../../index.js'
import { countOf, minuteOf } from './figures.js'
import { currencyLabel, fieldLabel, type Labels, purposeLabel, tierLabel } from './labels.js'

type Of<Code extends Missing['code']> = Extract<Missing, { readonly code: Code }>

const words: { readonly [C in Missing['code']]: (missing: Of<C>, program: Labels) => string } = {
  needs_field: ({ field, purpose }, program) =>
    `It takes your answer: ${fieldLabel(program, field)}, for “${purposeLabel(program, purpose)}”.`,
  needs_points: ({ currency, atLeast, available }, program) =>
    `It takes ${countOf(atLeast)} ${currencyLabel(program, currency)}; you have ${countOf(available)}.`,
  needs_tier: ({ currency, tier, held }, program) =>
    `It takes the rank of ${tierLabel(program, currency, tier)}; yours is ${held === null ? 'none yet' : tierLabel(program, currency, held)}.`,
  suspended: ({ says, until, appealed }) =>
    `Closed to you until ${minuteOf(until)}. ${says}${appealed ? ' You have asked for another look.' : ''}`,
}

/**
 * What a gate still needs, as a sentence that its reader understands.
 *
 * @example
 * for (const one of client.explain({ gate: 'review' }).missing) console.log(missingWords(one, shop))
 */
export const missingWords = (missing: Missing, program: Labels): string =>
  (words[missing.code] as (missing: Missing, program: Labels) => string)(missing, program)

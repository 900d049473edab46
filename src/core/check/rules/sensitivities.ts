import { sensitivityOf } from '../../program/sensitivity.js'
import type { Rule } from '../reviewed.js'

/** So many answers make a measurement. */
const least = 20

/** What is said to be minded less than by default. */
export const sensitivities: Rule = ({ program, now }, report) => {
  for (const [name, field] of Object.entries(program.fields)) {
    const { sensitivity } = field
    const usual = sensitivityOf(field).default
    const at = `fields.${name}.sensitivity`
    if (typeof sensitivity === 'number' && sensitivity < usual)
      report(
        'lowered_without_source',
        at,
        `${sensitivity} lies below the default of ${usual}, and nothing shows that people mind it less: it counts for nothing.`,
        'Take it out, or say what was measured: { is, source, answers, date }.',
      )
    if (typeof sensitivity !== 'object' || sensitivity.is >= usual) continue
    const { answers, date } = sensitivity
    const problem =
      answers < least
        ? `${answers} ${answers === 1 ? 'answer is' : 'answers are'} too few to tell what people mind.`
        : Date.parse(date) > now
          ? `It was measured on ${date}, which is still to come.`
          : undefined
    if (problem)
      report('thin_measurement', at, problem, `Ask at least ${least} people, and say when; else take it out.`)
  }
}

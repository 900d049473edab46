import { isJson, type Json } from '../../core/json.js'
import type { Program } from '../../core/program/program.js'
import type { Validated } from '../../core/program/schema.js'

type Answers = { readonly [field: string]: Json }

/** What the schemas make of some answers: their outputs, and the message for each that was refused. */
export interface Checked {
  readonly outputs: ReadonlyMap<string, unknown>
  readonly problems: { readonly [field: string]: string }
}

/**
 * Has each answer checked by its field's schema. At once where the schemas are synchronous, so that what is
 * said first is decided first. Fields that the program does not have are left to the decision.
 */
export function checkAnswers(program: Program, answers: Answers): Checked | Promise<Checked> {
  const fields = Object.keys(answers).filter((field) => Object.hasOwn(program.fields, field))
  const results = fields.map((field) => program.fields[field]?.schema['~standard'].validate(answers[field]))
  return results.some((result) => result instanceof Promise)
    ? Promise.all(results).then((done) => sorted(answers, fields, done))
    : sorted(answers, fields, results as Validated<unknown>[])
}

function sorted(
  answers: Answers,
  fields: readonly string[],
  results: readonly (Validated<unknown> | undefined)[],
): Checked {
  const outputs = new Map<string, unknown>()
  const problems: { [field: string]: string } = {}
  for (const [index, field] of fields.entries()) {
    const result = results[index]
    // Whatever its schema makes of it, it has to be kept and sent as it is.
    if (!isJson(answers[field])) problems[field] = 'Not plain JSON: an instance of a class, a function or a date.'
    else if (result?.issues) problems[field] = result.issues.map(({ message }) => message).join(' ')
    else outputs.set(field, result?.value)
  }
  return { outputs, problems }
}

/** Goes on with a value, now where it is there, else when it comes. */
export const whenThere = <Value, Next>(value: Value | Promise<Value>, next: (value: Value) => Next | Promise<Next>) =>
  value instanceof Promise ? value.then(next) : next(value)

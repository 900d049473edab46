import type { Json } from '../../core/json.js'
import type { SchemaIssue } from '../../core/program/schema.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Desk } from '../desk.js'

/**
 * Has each answer read by its field's schema, as the device did: the server believes no value. Its refusal is
 * not stored, since a validator's words may repeat what was typed.
 *
 * @returns `invalid` with one message per field, or nothing where all of them hold
 */
export async function problemWithAnswers(
  desk: Desk,
  answers: { readonly [field: string]: Json },
): Promise<Refusal | undefined> {
  const said = await Promise.all(
    Object.entries(answers).map(async ([field, value]) => [field, await problemWith(desk, field, value)] as const),
  )
  const wrong = said.filter((entry): entry is readonly [string, string] => entry[1] !== undefined)
  return wrong.length > 0 ? refusal('invalid', { fields: Object.fromEntries(wrong) }) : undefined
}

async function problemWith(desk: Desk, field: string, value: Json): Promise<string | undefined> {
  const { fields } = desk.plan.program
  if (!Object.hasOwn(fields, field)) return undefined
  if (JSON.stringify(value).length > desk.limits.value) return 'This is too long.'
  try {
    const read = await fields[field]?.schema['~standard'].validate(value)
    return read?.issues && read.issues.length > 0 ? words(read.issues) : undefined
  } catch (error) {
    // A schema that throws would hold up the sender's queue for ever if the request failed with it.
    desk.onError(error)
    return 'This could not be checked.'
  }
}

const words = (issues: readonly SchemaIssue[]): string => issues.map((issue) => issue.message).join(' ')

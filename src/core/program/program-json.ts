import { EvenhandedError, type Issue } from '../error.js'
import type { Json } from '../json.js'
import { serverChecks } from './check-server.js'
import { isObject } from './check-shape.js'
import { checked } from './define-program.js'
import type { Definition, Program } from './program.js'
import type { StandardSchema } from './schema.js'

/** Makes a validator of a JSON Schema, as zod's `fromJSONSchema` does. */
export type FromJsonSchema = (schema: never) => StandardSchema

/**
 * Reads a program that is written in JSON, as a server's `/program` serves it: each field's `schema` is a
 * JSON Schema, and all else stands as in `defineProgram`.
 *
 * @param json           the text, or what `JSON.parse` made of it
 * @param fromJsonSchema what makes validators, so that no validator is built in
 * @throws EvenhandedError `bad_program`, whose `issues` list everything that is wrong
 *
 * @example
 * const shop = parseProgram(await response.text(), z.fromJSONSchema)
 */
export function parseProgram(json: string | Json, fromJsonSchema: FromJsonSchema): Program {
  const given = typeof json === 'string' ? parsed(json) : json
  if (!isObject(given) || !isObject(given.fields)) return checked(given, serverChecks)
  const issues: Issue[] = []
  const fields = Object.entries(given.fields).map(([name, field]) => [
    name,
    revived(name, field, fromJsonSchema, issues),
  ])
  if (issues.length > 0)
    throw new EvenhandedError('bad_program', issues.map((issue) => issue.message).join('\n'), issues)
  return checked({ ...given, fields: Object.fromEntries(fields) }, serverChecks)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const issue = { code: 'bad_json', path: '', message: 'This is not JSON.', remedy: (cause as Error).message }
    throw new EvenhandedError('bad_program', `${issue.message} ${issue.remedy}`, [issue], { cause })
  }
}

function revived(name: string, field: unknown, fromJsonSchema: FromJsonSchema, issues: Issue[]): unknown {
  if (!isObject(field)) return field
  try {
    return { special: false, ...field, schema: fromJsonSchema(field.schema as never) }
  } catch (cause) {
    issues.push({
      code: 'bad_schema',
      path: `fields.${name}.schema`,
      message: `The schema of ${name} can’t be read.`,
      remedy: (cause as Error).message,
    })
    return field
  }
}

interface WritesJsonSchema {
  readonly jsonSchema?: { readonly input?: (options: { target: string }) => Json }
}

/** What JSON Schema has no words for (a date, a custom check) takes anything. */
function written(schema: StandardSchema): Json {
  try {
    return (schema['~standard'] as WritesJsonSchema).jsonSchema?.input?.({ target: 'draft-2020-12' }) ?? {}
  } catch {
    return {}
  }
}

/**
 * A program's public face as JSON: all that a device may know. Schemas are written where their library can
 * (zod can); else the field takes anything here, and the server still checks.
 */
export function programJson(program: Program): Json {
  const fields = Object.entries(program.fields).map(([name, { schema, ...field }]) => {
    return [name, { ...field, schema: written(schema) }]
  })
  const face: Definition = { ...program, fields: Object.fromEntries(fields) }
  return JSON.parse(JSON.stringify(face)) as Json
}

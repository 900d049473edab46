import { EvenhandedError } from '../../core/error.js'

/**
 * Puts the SQL of this folder, which is written for the schema `evenhanded`, into another one.
 *
 * @throws EvenhandedError `bad_schema` where the name is not small letters, digits and `_`
 */
export function schemaNamed(name: string): (sql: string) => string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
    throw new EvenhandedError('bad_schema', `${name} cannot name a schema: use small letters, digits and _`)
  const inSchema = (sql: string): string =>
    sql.replaceAll(/\bevenhanded\./g, `"${name}".`).replaceAll('schema evenhanded', `schema "${name}"`)
  const known = new Map<string, string>()
  return (sql) => {
    const text = known.get(sql) ?? inSchema(sql)
    known.set(sql, text)
    return text
  }
}

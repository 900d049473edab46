import type { ChainedLine } from '../../../src/core/chain/entry.js'
import type { Json } from '../../../src/core/json.js'

type Path = readonly (string | number)[]

/** Where each single value of a line stands; what kind of line it is says which table it is of, and is no value. */
export const fieldsOf = (line: ChainedLine): readonly Path[] =>
  pathsIn(line).filter((path) => path.length > 1 || path[0] !== 'kind')

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return inside.flatMap(([name, one]) => pathsIn(one, [...path, name]))
}

/** The line with another value there. */
export const changedAt = (line: ChainedLine, path: Path): ChainedLine =>
  withChange(line as unknown as Json, path) as unknown as ChainedLine

function withChange(value: Json, [step, ...rest]: Path): Json {
  if (step === undefined) return otherThan(value)
  if (Array.isArray(value)) return value.map((one, n) => (n === step ? withChange(one, rest) : one))
  const members = value as { readonly [name: string]: Json }
  return { ...members, [step]: withChange(members[step] as Json, rest) }
}

/** Only just another value: a digit more, the last character another one. */
function otherThan(value: Json): Json {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (value === null) return 'somebody'
  const text = value as string
  return `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`
}

const words: readonly (string | number)[] = ['reason', 'actor', 'reference']

/** Whether it is a site's own reference, which the chain leaves out; a currency may be named alike. */
export const isWord = (path: Path): boolean => words.includes(path.at(-1) as string) && !path.includes('points')

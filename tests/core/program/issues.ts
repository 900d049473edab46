import { EvenhandedError, type Issue } from '../../../src/core/error.js'
import { serverChecks } from '../../../src/core/program/check-server.js'
import { checked } from '../../../src/core/program/define-program.js'
import { everything } from '../../types/everything.ok.js'

export const issuesOf = (definition: unknown): readonly Issue[] => {
  try {
    checked(definition, serverChecks)
  } catch (error) {
    if (error instanceof EvenhandedError) return error.issues
    throw error
  }
  return []
}

export const found = (definition: unknown): string[] =>
  issuesOf(definition).map(({ code, path }) => `${code} at ${path}`)

type Tree = { readonly [name: string]: unknown }

/** `undefined` takes away what stands there. */
export const replaced = (value: unknown, path: readonly string[], by: unknown): unknown => {
  const [name, ...rest] = path
  if (name === undefined) return by
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === name ? replaced(item, rest, by) : item))
  const { [name]: before, ...others } = (value ?? {}) as Tree
  const after = replaced(before, rest, by)
  return after === undefined ? others : { ...others, [name]: after }
}

/** The program that uses everything, with one thing in it replaced. */
export const withPart = (path: string, by: unknown): unknown => replaced(everything, path.split('.'), by)

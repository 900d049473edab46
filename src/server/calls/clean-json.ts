import type { Json } from '../../core/json.js'

const inherited = new Set(['__proto__', 'constructor', 'prototype'])

/** No store keeps these: NUL, and halves of a surrogate pair. */
const unstorable = /[\0\p{Surrogate}]/u

const deepest = 32

/**
 * Whether a value may go on: JSON that every store keeps as it is, and no name by which an object’s
 * prototype could be reached. `undefined` is what JSON leaves out. `1e999` is JSON to a parser, and Infinity afterwards.
 */
export function isClean(value: unknown, depth = 0): value is Json {
  switch (typeof value) {
    case 'string':
      return !unstorable.test(value)
    case 'number':
      return Number.isFinite(value)
    case 'boolean':
    case 'undefined':
      return true
    case 'object':
      break
    default:
      return false
  }
  if (value === null) return true
  if (depth >= deepest) return false
  if (Array.isArray(value)) return value.every((item) => isClean(item, depth + 1))
  return Object.keys(value).every(
    (name) =>
      !inherited.has(name) && !unstorable.test(name) && isClean((value as Record<string, unknown>)[name], depth + 1),
  )
}

import type { Head } from './layout.js'
import type { ModelFacts } from './trained-model.js'

/** The head of a model, or the name of what in it is not as it has to be. */
export function readHead(bytes: Uint8Array): Head | string {
  let head: { readonly [name in keyof Head]?: unknown }
  try {
    head = Object(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return 'head'
  }
  const bad = Object.entries(shape).find(([name, fits]) => !fits(head[name as keyof Head]))
  return bad ? bad[0] : (head as Head)
}

const isText = (given: unknown): boolean => typeof given === 'string' && given !== ''

/** The largest that a weight may be: what a 32-bit float holds. */
const mostUnit = 2 ** 128

const isCount = (given: unknown): boolean => Number.isSafeInteger(given) && (given as number) > 0
const isCountOrUnsaid = (given: unknown): boolean => given === undefined || isCount(given)

const shape: { readonly [name in keyof Required<Head>]: (given: unknown) => boolean } = {
  program: isText,
  name: isText,
  date: isDate,
  method: (given) => given === 'ease' || given === 'cosine',
  minMembers: isCount,
  lambda: (given) => given === undefined || (isNumber(given) && given >= 0),
  neighbours: isCountOrUnsaid,
  members: isCountOrUnsaid,
  baskets: isCountOrUnsaid,
  unit: (given) => isNumber(given) && given > 0 && given < mostUnit,
  items: (given) =>
    Array.isArray(given) && given.every((item) => typeof item === 'string') && new Set(given).size === given.length,
}

const isNumber = (given: unknown): given is number => typeof given === 'number' && Number.isFinite(given)

function isDate(given: unknown): boolean {
  if (typeof given !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(given)) return false
  const at = new Date(given)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given)
}

/** What a model says of itself, and nothing that stands beside it. */
export function factsOf(given: ModelFacts): ModelFacts {
  const { program, name, date, method, minMembers } = given
  const facts: { -readonly [fact in keyof ModelFacts]: ModelFacts[fact] } = { program, name, date, method, minMembers }
  for (const fact of ['lambda', 'neighbours', 'members', 'baskets'] as const)
    if (given[fact] !== undefined) facts[fact] = given[fact]
  return facts
}

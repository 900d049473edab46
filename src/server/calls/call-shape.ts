import { isDuration } from '../../core/duration.js'
import { EvenhandedError } from '../../core/error.js'
import type { BackendCall } from './backend-call.js'
import { byOf } from './call-command.js'
import { isClean } from './clean-json.js'
import type { LedgerCall } from './ledger-call.js'

type LedgerType = LedgerCall['type']

/** What each call about points has to say, beside its key: texts, and points. */
const says: { readonly [type in LedgerType]: { readonly texts: readonly string[]; readonly points?: true } } = {
  award: { texts: ['reason'], points: true },
  earn: { texts: ['reason'] },
  did: { texts: ['reason'] },
  reverse: { texts: ['reason'] },
  hold: { texts: ['reason'], points: true },
  capture: { texts: ['reason', 'hold'] },
  release: { texts: ['reason', 'hold'] },
  convert: { texts: ['reason'] },
  spend: { texts: ['reason'], points: true },
  give: { texts: ['reason'], points: true },
  adjust: { texts: ['reason', 'actor'], points: true },
  freeze: { texts: ['reason', 'actor'] },
  thaw: { texts: ['reason', 'actor'] },
  redeem: { texts: [] },
  enter: { texts: ['reason'] },
  suspend: { texts: ['reason', 'actor'] },
  lift: { texts: ['reason', 'actor'] },
  appeal: { texts: ['reason'] },
}

const isOfLedger = (call: BackendCall): call is LedgerCall => Object.hasOwn(says, call.type)

/**
 * A call as it can be stored and compared. An amount that JSON can't tell, as NaN, becomes a text: the decision
 * refuses it as any other amount that is none, and the refusal replays.
 *
 * @throws EvenhandedError `bad_call` where it is none, or holds what no store keeps, as NUL or half a millisecond
 */
export function sound(given: BackendCall): BackendCall {
  const call = isOfLedger(given) ? told(given) : given
  const instants = [...(call.type === 'award' ? [call.availableAt, call.expiresAt] : []), byOf(call)?.givenAt]
  if (!isClean(call) || !instants.every((at) => at === undefined || isInstant(at)))
    throw bad(call.type, 'holds what can’t be stored')
  const { printed } = byOf(call) ?? {}
  if (printed !== undefined && !/^[0-9a-f]{64}$/.test(printed))
    throw bad(call.type, 'names a printed notice by something else than its SHA-256 as lower-case hex')
  if (isOfLedger(call)) check(call)
  if (call.type === 'attest' && call.status === 'granted' && call.by.givenAt === undefined)
    throw bad(call.type, 'says no givenAt: how long a consent holds is counted from when it was given')
  return call
}

export const bad = (type: string, what: string): EvenhandedError =>
  new EvenhandedError('bad_call', `This ${type} ${what}.`)

function check(call: LedgerCall): void {
  const { texts, points } = says[call.type]
  const named = call as unknown as { readonly [name: string]: unknown }
  const dumb = ['key', ...texts].find((name) => typeof named[name] !== 'string')
  if (dumb !== undefined) throw bad(call.type, `says no ${dumb}`)
  if (named.actor !== undefined && typeof named.actor !== 'string') throw bad(call.type, 'names no actor')
  if (points || named.points !== undefined)
    if (typeof named.points !== 'object' || named.points === null || Array.isArray(named.points))
      throw bad(call.type, 'says no points')
  if (call.type !== 'hold' || call.until !== undefined) return
  if (!isDuration(call.for)) throw bad(call.type, 'says neither until when nor for how long')
}

/** Whole milliseconds, to the end of the year 9999: there is a date for it, and for it and a currency's span. */
const isInstant = (at: unknown): boolean => Number.isInteger(at) && Math.abs(at as number) <= 253_402_300_799_999

/** The same call with numbers that JSON tells apart: it writes null for NaN, and zero for what is below it by nothing. */
function told<Call extends LedgerCall>(call: Call): Call {
  if (!Object.values(call).some(isOdd)) return call
  const written = (value: unknown): unknown =>
    typeof value === 'number' && isOdd(value) ? (value === 0 ? 0 : String(value)) : value
  const all = Object.entries(call).map(
    ([name, value]) => [name, isRecord(value) ? mapped(value, written) : written(value)] as const,
  )
  return Object.fromEntries(all) as unknown as Call
}

/** A number that JSON does not tell, or a record that holds one. */
const isOdd = (value: unknown): boolean =>
  typeof value === 'number'
    ? !Number.isFinite(value) || Object.is(value, -0)
    : isRecord(value) && Object.values(value).some((one) => typeof one === 'number' && isOdd(one))

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const mapped = (from: object, change: (value: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value)]))

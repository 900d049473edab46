import { spanOf } from '../../consent/retention.js'
import { later } from '../../duration.js'
import type { Pair } from '../../program/pair.js'
import type { Program } from '../../program/program.js'
import type { Purpose } from '../../program/purpose.js'

/**
 * By how much the use of a field counts. None of it was measured: these are conventions, set so that what people can
 * undo least counts most, and published so that anybody can reckon again. docs/fairness.md gives the reason of each.
 */
export const weights = {
  /** Where it is used: seen for the visit alone, kept on the subject's device, on the server. */
  place: { visit: 0.1, device: 0.25, server: 1 },
  /** What for. They multiply. */
  purpose: {
    /** They are approached through it. */
    reached: 1.25,
    /** Somebody other than a processor takes part. */
    passedOn: 1.5,
    /** It is sold or shared. */
    sold: 2,
  },
  /** For how long the server has it, the longest that is said; `longer` where nothing is. */
  retention: {
    upTo: [
      ['P90D', 0.8],
      ['P1Y', 1],
      ['P3Y', 1.15],
    ],
    longer: 1.3,
  },
  /** Each use of a field beside its heaviest. */
  furtherUse: 0.5,
  /** Each field on the server beyond the first, of them all; `most` in all. */
  together: { each: 0.1, most: 2 },
} as const

export const isOnDevice = (purpose: Purpose | undefined): boolean => purpose?.on === 'device'

/** What a use of a field for a purpose weighs: place × purpose × retention. */
export function weightOf(program: Program, { field, purpose: id }: Pair): number {
  const purpose = program.purposes[id]
  if (!purpose) return 0
  return isOnDevice(purpose)
    ? (program.fields[field]?.kind === 'observed' ? weights.place.visit : weights.place.device) *
        purposeWeight(program, purpose)
    : weights.place.server * purposeWeight(program, purpose) * retentionWeight(purpose, field)
}

function purposeWeight({ parties }: Program, { channel, parties: names = [], sells }: Purpose): number {
  const { reached, passedOn, sold } = weights.purpose
  const isPassedOn = names.some((name) => parties[name] !== undefined && parties[name]?.role !== 'processor')
  return (channel === undefined ? 1 : reached) * (isPassedOn ? passedOn : 1) * (sells ? sold : 1)
}

function retentionWeight(purpose: Purpose, field: string): number {
  const spans = [purpose.validFor, spanOf(purpose, field)].flatMap((span) => (span === undefined ? [] : lasting(span)))
  const longest = spans.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...spans)
  const step = weights.retention.upTo.find(([upTo]) => longest <= lasting(upTo))
  return step?.[1] ?? weights.retention.longer
}

/** What many fields on the server tell together that each alone does not. */
export const togetherness = (fields: number): number =>
  Math.min(weights.together.most, 1 + weights.together.each * Math.max(0, fields - 1))

/** A program has few spans, and asks of each of its fields and purposes. */
const lengths = new Map<string, number>()

/** How long a span is, from the beginning of 1970 on. */
function lasting(span: string): number {
  const known = lengths.get(span)
  if (known !== undefined) return known
  const found = later(0, span)
  lengths.set(span, found)
  return found
}

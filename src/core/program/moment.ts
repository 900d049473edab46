import { type Duration, partsOf } from '../duration.js'

/** Nobody is approached about these unasked: they need explicit consent to that very use. */
export const tabooMoments = ['wedding', 'birth', 'pregnancy', 'bereavement', 'illness', 'divorce'] as const

export type TabooMoment = (typeof tabooMoments)[number]
export type MomentKind = 'birthday' | 'anniversary' | 'move' | 'other' | TabooMoment

interface Occasion<F extends string> {
  readonly label: string
  /** The field that holds the date, as in `1990-04-30`; of a yearly one `04-30` or `--04-30` will do. */
  readonly field: F
  /** It comes back each year; a 29 February on 28 February where there is none. */
  readonly yearly?: boolean
  /** From how long before the day on, in days or longer; on the day itself unless said. */
  readonly opens?: Duration
  /** Until the end of which day after it, in days or longer; until the day itself ends unless said. */
  readonly closes?: Duration
}

/**
 * A date in a subject's life that may be the occasion of an offer. It comes from what they declared themselves, is fresh
 * and may be used for this: never inferred, never imported, never read from an old post.
 */
export type Moment<F extends string = string, P extends string = string, E = P> = Occasion<F> &
  (
    | {
        readonly kind: Exclude<MomentKind, TabooMoment>
        /** The purpose under which the date is read. */
        readonly for: P
      }
    | {
        readonly kind: TabooMoment
        /** The purpose under which the date is read: one of its own, which rests on explicit consent. */
        readonly for: E
      }
  )

export type Moments = { readonly [name: string]: Moment }

/** So many months, then so many days. */
export interface Span {
  readonly months: number
  readonly days: number
}

/** A moment as decisions read it. */
export interface PlannedMoment {
  readonly name: string
  readonly field: string
  readonly purpose: string
  readonly taboo: boolean
  readonly yearly: boolean
  readonly opens: Span
  readonly closes: Span
}

export const isTaboo = (kind: MomentKind): kind is TabooMoment => (tabooMoments as readonly string[]).includes(kind)

export const plannedMoments = (moments: Moments): readonly PlannedMoment[] =>
  Object.entries(moments).map(([name, { kind, field, for: purpose, yearly = false, opens, closes }]) => {
    return { name, field, purpose, yearly, taboo: isTaboo(kind), opens: spanned(opens), closes: spanned(closes) }
  })

function spanned(duration: Duration = 'P0D'): Span {
  const [years = '0', months = '0', weeks = '0', days = '0'] = partsOf(duration)
  return { months: Number(years) * 12 + Number(months), days: Number(weeks) * 7 + Number(days) }
}

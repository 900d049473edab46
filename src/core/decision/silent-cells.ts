import { EvenhandedError, type Issue } from '../error.js'

/**
 * How many were shown an offer for the first time, and how many took it up: counts, and nobody in them. A line may be of
 * one person, who saw it (`subjects: 1, accepted: 0`) or took it up (`subjects: 0, accepted: 1`).
 */
export interface AcceptanceCount {
  readonly offer: string
  readonly touchpoint: string
  /** Those in this segment alone; everybody unless said. */
  readonly segment?: string
  /** Different people who saw it. */
  readonly subjects: number
  /** How many accepted it. */
  readonly accepted: number
}

/** Where an offer is no longer proposed by itself, because hardly anybody accepted it. */
export interface SilentCell {
  readonly offer: string
  readonly touchpoint: string
  readonly segment?: string
  readonly accepted: number
  /** Of so many. */
  readonly of: number
}

export interface SilenceOptions {
  /**
   * What is counted before anybody was: the two parameters of the Beta distribution, whole numbers. One and one unless
   * said, the uniform prior of Bayes and Laplace: every rate is equally likely before somebody is asked, so that few
   * answers silence nothing.
   */
  readonly prior?: { readonly accepted: number; readonly refused: number }
  /** The share of acceptances below which an offer is silenced; 0.02 unless said. */
  readonly below?: number
  /** How sure that has to be; 0.95 unless said. */
  readonly sure?: number
  /** Fewer people than this are never told apart; 20 unless said, and no less. */
  readonly least?: number
}

/** A cell of fewer could tell what one person did. */
const fewest = 20

/**
 * Which offers are silenced where, from counts that add up many people: those whose acceptance is below a share, by the
 * mean of its Beta posterior and with certainty. With the usual prior and share that takes 148 people of whom nobody
 * accepted. What comes out is plain JSON, for `learned.silent` of `createClient` and `createServer`. It silences and
 * does nothing else: an offer that many accept is not proposed any sooner for it.
 *
 * Where an offer is counted by segment at a touchpoint, its count of everybody there is left aside. A cell in which more
 * accepted an offer than saw it says nothing: its displays were counted elsewhere, or forgotten since.
 *
 * @param counts several lines of one cell add up
 * @throws EvenhandedError `bad_counts`, with an issue per line, where something is no count or nothing says of what
 *
 * @example
 * const seen = { offer: 'newsletter', touchpoint: 'web' }
 * silentCells([{ ...seen, subjects: 400, accepted: 1 }, { ...seen, touchpoint: 'till', subjects: 400, accepted: 90 }])
 * // [{ offer: 'newsletter', touchpoint: 'web', accepted: 1, of: 400 }]
 */
export function silentCells(counts: readonly AcceptanceCount[], options: SilenceOptions = {}): readonly SilentCell[] {
  const { prior = { accepted: 1, refused: 1 }, below = 0.02, sure = 0.95, least = fewest } = options
  check(counts, { prior, below, sure, least })
  const cells = [...added(counts).values()]
  const isRefined = ({ offer, touchpoint }: SilentCell) =>
    cells.some((cell) => cell.segment !== undefined && cell.offer === offer && cell.touchpoint === touchpoint)
  return cells
    .filter((cell) => cell.segment !== undefined || !isRefined(cell))
    .filter(({ accepted, of }) => {
      if (of < least || accepted > of) return false
      const yes = prior.accepted + accepted
      const no = prior.refused + of - accepted
      return yes / (yes + no) < below && above(below, yes, no) <= 1 - sure
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const keyOf = ({ offer, touchpoint, segment }: Pick<SilentCell, 'offer' | 'touchpoint' | 'segment'>): string =>
  JSON.stringify([offer, touchpoint, segment ?? null])

function added(counts: readonly AcceptanceCount[]): Map<string, SilentCell> {
  const cells = new Map<string, SilentCell>()
  for (const { offer, touchpoint, segment, subjects, accepted } of counts) {
    const cell = { offer, touchpoint, ...(segment !== undefined && { segment }) }
    const before = cells.get(keyOf(cell)) ?? { accepted: 0, of: 0 }
    cells.set(keyOf(cell), { ...cell, accepted: before.accepted + accepted, of: before.of + subjects })
  }
  return cells
}

/**
 * How likely a share is above `x`, where it is distributed as Beta(yes, no), both whole: the chance that of
 * `yes + no - 1` throws with success `x` fewer than `yes` succeed.
 */
function above(x: number, yes: number, no: number): number {
  const throws = yes + no - 1
  let log = throws * Math.log1p(-x)
  let sum = 0
  for (let k = 0; k < yes; k++) {
    sum += Math.exp(log)
    log += Math.log((throws - k) / (k + 1)) + Math.log(x) - Math.log1p(-x)
  }
  return sum
}

const isWhole = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least
const isShare = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < 1

function check(counts: readonly AcceptanceCount[], { prior, below, sure, least }: Required<SilenceOptions>): void {
  const issues: Issue[] = []
  const report = (path: string, message: string, remedy: string) =>
    issues.push({ code: 'bad_counts', path, message, remedy })
  for (const [at, { offer, touchpoint, segment, subjects, accepted }] of counts.entries()) {
    const isNamed = [offer, touchpoint, segment ?? '-'].every((name) => typeof name === 'string' && name !== '')
    if (!isNamed) report(`counts.${at}`, 'A count says of which offer and which touchpoint it is.', 'Name both.')
    if (!isWhole(subjects, 0) || !isWhole(accepted, 0))
      report(`counts.${at}`, 'People are counted in whole numbers, zero or above.', 'Count the first display to each.')
  }
  if (!isWhole(prior.accepted, 1) || !isWhole(prior.refused, 1))
    report('prior', 'A prior is two whole numbers, one or above.', 'Leave it out: one and one favours nothing.')
  if (!isShare(below)) report('below', 'A share is above 0 and below 1.', 'Say 0.02 for two of a hundred.')
  if (!isShare(sure)) report('sure', 'A certainty is above 0 and below 1.', 'Say 0.95, or leave it out.')
  if (!isWhole(least, fewest))
    report('least', `A cell has ${fewest} people at least.`, 'A smaller one could tell what one person did.')
  if (issues.length > 0) throw new EvenhandedError('bad_counts', 'Offers can’t be silenced by these counts.', issues)
}

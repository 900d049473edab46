import type { Json } from '../../json.js'
import type { Condition } from '../../program/ask.js'
import { isAmong, type Pair } from '../../program/pair.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../program/plan.js'
import { isConsent } from '../../program/purpose.js'
import { again } from '../../subject/accept.js'
import { givenTo } from '../../subject/given-to.js'
import { homeOf, type View } from '../view.js'
import { isProof, type Wanted } from './candidates.js'
import { isKnown, isSaid, type Scene, saidBy } from './scene.js'

/** One way of taking up an offer. */
export interface Way {
  readonly planned: PlannedOffer
  /** It was taken up before: only what is ticked or answered with it is added. */
  readonly supplement: boolean
  /** Everything that is agreed to with it, whether or not the gate needs that. */
  readonly pairs: readonly Pair[]
  /** What of it is asked and has to be answered, */
  readonly must: readonly Pair[]
  /** and what is given by choice: optional asks and invitations, and every answer of a supplement. */
  readonly picks: readonly Pair[]
  /** Of what it uses or observes: pairs whose value nobody has given by then. */
  readonly unseen: readonly Pair[]
  /** The fields that are answered with it and were not known. */
  readonly answers: readonly string[]
  /** The fields that have to be known before it. */
  readonly requires: readonly string[]
  /** Points that it gives, by currency. */
  readonly points: { readonly [currency: string]: number }
}

/** More ways of one offer are not tried. */
const mostWays = 256

/** Which of an offer's conditional fields are there when it is taken up. */
interface Case {
  /** Known by an earlier step. */
  readonly before: ReadonlySet<string>
  /** Said with it, though it may be left out. */
  readonly here: ReadonlySet<string>
  /** Of what it uses or observes: what the gate needs, and an earlier step makes known. */
  readonly used: readonly string[]
}

/**
 * Every way of taking up an offer that differs in what it brings.
 *
 * @returns `all`: whether none was left out
 */
export function waysOf(
  plan: Plan,
  view: View,
  planned: PlannedOffer,
  wanted: Wanted,
  scene: Scene,
): { readonly ways: readonly Way[]; readonly all: boolean } {
  const needed = conditionOf(view, planned.offer.when, scene)
  if (!needed) return { ways: [], all: true }
  const supplement = again(planned, homeOf(view, planned), scene.now) === 'supplement'
  const ways: Way[] = []
  const groups =
    planned.alternatives.length === 0 ? [-1] : [...planned.alternatives.keys(), ...(supplement ? [-1] : [])]
  for (const one of casesOf(view, planned, wanted, supplement))
    for (const group of groups) {
      if (ways.length >= mostWays) return { ways, all: false }
      ways.push(...inCase({ plan, view, planned, wanted, scene, supplement }, needed, one, group))
    }
  return { ways, all: true }
}

interface About {
  readonly plan: Plan
  readonly view: View
  readonly planned: PlannedOffer
  readonly wanted: Wanted
  readonly scene: Scene
  readonly supplement: boolean
}

/** The fields that a condition still needs to be said, or `undefined` where it does not hold. */
function conditionOf(view: View, when: Condition = {}, { said }: Scene): readonly string[] | undefined {
  const open: string[] = []
  for (const [field, wanted] of Object.entries(when)) {
    const isKnownHere = isSaid(view, field)
    const value = isKnownHere ? saidBy(view, field) : said[field]
    if (!([wanted].flat() as unknown[]).includes(value)) return undefined
    if (!isKnownHere) open.push(field)
  }
  return open
}

function casesOf(view: View, planned: PlannedOffer, wanted: Wanted, supplement: boolean): readonly Case[] {
  const home = homeOf(view, planned)
  const always = (field: string) =>
    !supplement && planned.asks.some((ask) => ask.field === field && !ask.optional && !ask.when)
  const forks = [...new Set(planned.asks.flatMap(({ when = {} }) => Object.keys(when)))]
  const open = forks.filter((field) => !isSaid(view, field) && !always(field))
  const used = [...planned.uses, ...planned.observes].filter(
    (field) => isAmong(wanted.pairs, { field, purpose: planned.offer.for }) && !Object.hasOwn(home.known, field),
  )
  let cases: Case[] = [{ before: new Set(), here: new Set(), used: [] }]
  for (const field of open) {
    const mayBeHere = [...Object.values(planned.asked), ...planned.boxes].some((one) => one.field === field)
    cases = cases.flatMap((one) => [
      one,
      { ...one, before: new Set([...one.before, field]) },
      ...(mayBeHere ? [{ ...one, here: new Set([...one.here, field]) }] : []),
    ])
  }
  for (const field of used) cases = cases.flatMap((one) => [one, { ...one, used: [...one.used, field] }])
  return cases
}

function inCase(about: About, needed: readonly string[], one: Case, group: number): readonly Way[] {
  const { view, planned, wanted, scene, supplement } = about
  const now = scene.now
  const chosen = group < 0 ? [] : (planned.alternatives[group] as readonly PlannedAsk[])
  const { due, answered } = dueIn(about, one, chosen)
  const required = [...(supplement ? [] : due), ...chosen].filter((ask) => !ask.optional)
  const isThere = (field: string) => isKnown(about.plan, view, field, now)
  const must = supplement ? required.filter(({ field }) => !isThere(field)) : required
  const own = supplement ? [] : [...planned.uses, ...planned.observes].map((field) => pairFor(planned, field))
  const base: readonly Pair[] = [...must, ...own]
  const { known: knownThere } = homeOf(view, planned)
  const isUnseen = ({ field }: Pair) => !Object.hasOwn(knownThere, field) && !one.used.includes(field)
  if (base.some((pair) => isBarred(about, pair))) return []
  const fields = new Set([...must.map(({ field }) => field), ...answered])
  const known = new Set([...fields, ...one.before, ...one.here])
  // Of alternatives the first one that is complete counts: an earlier one must not be.
  const isComplete = (asks: readonly PlannedAsk[], said: ReadonlySet<string>) =>
    asks.every((ask) => ask.optional || isThere(ask.field) || said.has(ask.field))
  const turnsTo = (said: ReadonlySet<string>) => planned.alternatives.findIndex((asks) => isComplete(asks, said))
  if (group >= 0 && turnsTo(known) !== group) return []
  const optional = [...(supplement ? due : due.filter((ask) => ask.optional)), ...chosen, ...planned.boxes].filter(
    (pair) =>
      !isAmong(must, pair) &&
      !isBarred(about, pair) &&
      // Saying what this case leaves open would make it another case.
      (isSaid(view, pair.field) || !isOpenFork(planned, pair.field) || one.here.has(pair.field)) &&
      (group < 0 || turnsTo(new Set([...known, pair.field])) === group),
  )
  const free = optional.filter((pair) => isAmong(wanted.pairs, pair) || one.here.has(pair.field))
  for (const field of one.here) if (!free.some((pair) => pair.field === field)) return []
  const further = optional.filter(
    (pair) =>
      !free.includes(pair) &&
      ((wanted.fields.has(pair.field) && !isThere(pair.field)) ||
        isProof(about.plan, wanted, pair) ||
        pays(about, pair)),
  )
  return subsets(further.slice(0, 6)).flatMap((more): Way[] => {
    const picks = distinct([...free, ...more])
    const said = new Set([...fields, ...picks.map(({ field }) => field)])
    // What is recorded from then on is there where it is answered for whatever purpose.
    const isGiven = (pair: Pair) =>
      isAmong([...must, ...picks], pair) || (planned.observes.includes(pair.field) && said.has(pair.field))
    if (supplement && picks.length === 0) return []
    return [
      {
        planned,
        supplement,
        pairs: [...base, ...picks],
        must,
        picks,
        unseen: own.filter((pair) => isUnseen(pair) && !isGiven(pair)),
        answers: [...said].filter((field) => !isThere(field)),
        requires: [...new Set([...needed, ...one.before, ...one.used])],
        points: pointsOf(about, picks),
      },
    ]
  })
}

/** The asks that are due, and which fields are answered with them for sure. */
function dueIn(
  about: About,
  one: Case,
  chosen: readonly PlannedAsk[],
): { due: readonly PlannedAsk[]; answered: readonly string[] } {
  const { view, planned, scene, supplement } = about
  const answered = new Set<string>(one.here)
  for (const { field, optional } of chosen) if (!optional) answered.add(field)
  for (;;) {
    const isThere = (field: string) => answered.has(field) || one.before.has(field)
    const holds = (when: Condition) =>
      Object.entries(when).every(([field, wanted]) => {
        const value = isSaid(view, field)
          ? seenBy(view, planned, field)
          : isThere(field)
            ? scene.said[field]
            : undefined
        return ([wanted].flat() as unknown[]).includes(value)
      })
    const due = planned.asks.filter(({ when }) => when === undefined || holds(when))
    const before = answered.size
    if (!supplement) for (const { field, optional } of due) if (!optional) answered.add(field)
    if (answered.size === before) return { due, answered: supplement ? [] : [...answered].filter(isNotIn(one.here)) }
  }
}

/** What is known where the offer is decided, and what travels there because it is asked. */
function seenBy(view: View, planned: PlannedOffer, field: string): Json | undefined {
  const { values } = homeOf(view, planned)
  if (Object.hasOwn(values, field)) return values[field]
  return planned.asks.some((ask) => ask.field === field && !ask.optional) ? saidBy(view, field) : undefined
}

const isNotIn =
  (fields: ReadonlySet<string>) =>
  (field: string): boolean =>
    !fields.has(field)

const pairFor = ({ offer }: PlannedOffer, field: string): Pair => ({ field, purpose: offer.for })

const isOpenFork = ({ asks }: PlannedOffer, field: string): boolean =>
  asks.some(({ when }) => when !== undefined && Object.hasOwn(when, field))

/** Nobody is led to agree to what they objected to, and a minor's consent is none (GDPR Art. 8). */
function isBarred({ plan, view, planned }: About, { purpose }: Pair): boolean {
  const { objected, age } = homeOf(view, planned)
  return Object.hasOwn(objected, purpose) || (age?.band === 'minor' && isConsent(plan.program.purposes[purpose]))
}

const askFor = ({ asked }: PlannedOffer, { field, purpose }: Pair): PlannedAsk | undefined =>
  asked[field]?.purpose === purpose ? asked[field] : undefined

function pays({ view, planned, wanted }: About, pair: Pair): boolean {
  const points = askFor(planned, pair)?.points
  const isPaid = Object.hasOwn(homeOf(view, planned).paid, pair.field)
  return !isPaid && wanted.currencies.some((currency) => (points?.[currency] ?? 0) > 0)
}

function pointsOf(about: About, picks: readonly Pair[]): Way['points'] {
  const sums: { [currency: string]: number } = {}
  const add = (points: { readonly [currency: string]: number | undefined }) => {
    for (const [currency, amount = 0] of Object.entries(points)) sums[currency] = (sums[currency] ?? 0) + amount
  }
  for (const gift of giftsOf(about)) if (gift.benefit === 'points') add(gift.points)
  for (const pair of picks) if (pays(about, pair)) add(askFor(about.planned, pair)?.points ?? {})
  return sums
}

const giftsOf = ({ planned, view, scene, supplement }: About) =>
  supplement ? [] : givenTo(planned, homeOf(view, planned), scene.now)

const distinct = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.filter((pair, at) => pairs.findIndex((one) => one.field === pair.field && one.purpose === pair.purpose) === at)

function subsets<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const all: (readonly Item[])[] = [[]]
  for (const item of items) all.push(...all.map((one) => [...one, item]))
  return all
}

import type { Learned } from '../decision/learned.js'
import { recordOf } from '../json.js'
import type { Calendar } from '../points/calendar.js'
import { type Asks, askOf, type Condition } from './ask.js'
import type { Authority } from './authority.js'
import type { Benefit } from './benefit.js'
import { type PlannedApproach, plannedApproach } from './contact-policy.js'
import type { Amounts } from './currency.js'
import { leastOf } from './fits.js'
import type { Needs } from './gate.js'
import { type PlannedMoment, plannedMoments } from './moment.js'
import { type Notice, noticeText } from './notice.js'
import { type Offer, timesOf } from './offer.js'
import { type Pair, pairsOf } from './pair.js'
import { type PlannedPlace, plannedPlaces } from './place.js'
import type { Policy } from './policy.js'
import type { Program } from './program.js'
import { termsOf } from './terms.js'

/** One field that an offer asks, with everything that its string or object form left unsaid. */
export interface PlannedAsk {
  readonly field: string
  readonly because: string
  readonly optional: boolean
  readonly purpose: string
  readonly when: Condition | undefined
  readonly points: { readonly [currency: string]: number | undefined } | undefined
}

export interface PlannedOffer {
  readonly id: string
  readonly offer: Offer
  /** Its place in the order in which equal offers are proposed: the stage, then the name. */
  readonly rank: number
  /** Receive and choose: nothing leaves the device. */
  readonly onDevice: boolean
  readonly at: ReadonlySet<string> | undefined
  /** From when on and until when it is made, epoch milliseconds. */
  readonly span: { readonly from: number; readonly until: number }
  /** The index of the moment that it belongs to; -1 where it belongs to none. */
  readonly moment: number
  /** The indices of the places that it belongs to. */
  readonly near: Int32Array | undefined
  readonly asks: readonly PlannedAsk[]
  readonly alternatives: readonly (readonly PlannedAsk[])[]
  /** Every field it may be answered with, by name. */
  readonly asked: { readonly [field: string]: PlannedAsk }
  /** The indices of the fields it needs: those asked without condition and not optional, and those used. */
  readonly needs: Int32Array
  /** Of an offer that `fits`, its coupon with the least that it may be worth. */
  readonly gives: readonly Benefit[]
  /** It rewards data: points or a coupon for what leaves the device, or points for an answer. */
  readonly incentive: boolean
  readonly uses: readonly string[]
  readonly observes: readonly string[]
  readonly invites: readonly (readonly [purpose: string, fields: readonly string[]])[]
  /** The invitations, one by one. */
  readonly boxes: readonly Pair[]
  /** Everything that it may grant. */
  readonly pairs: readonly Pair[]
}

/** One part of a gate: grounds by index, and least points. */
export interface PlannedNeeds {
  readonly grounds: Int32Array
  readonly atLeast: readonly (readonly [currency: string, amount: number])[]
  /** The tiers that will do, from the lowest on. */
  readonly tiers: readonly (readonly [currency: string, names: readonly string[]])[]
}

export interface PlannedGate extends PlannedNeeds {
  readonly anyOf: readonly PlannedNeeds[]
}

/**
 * A program, compiled once: names become indices, so that a gate is answered without allocating. The
 * device's plan expects points, the server's awards them.
 */
export interface Plan {
  readonly program: Program
  /** The version that is in force now, where this is an earlier one that pages still work with; else the program itself. */
  readonly current: Program
  readonly authority: Authority<Plan>
  readonly policy: Policy
  /** What was learned from what many said and did. */
  readonly learned: Learned
  /** Whose days and years count; a server's own. */
  readonly calendar: Calendar | undefined
  /** The code of the coupon that a command brings: nobody can guess it, and a replay makes the same. */
  readonly codeOf: (command: string) => string
  readonly fields: readonly string[]
  readonly fieldIndex: { readonly [field: string]: number }
  readonly purposes: readonly string[]
  readonly purposeIndex: { readonly [purpose: string]: number }
  /** By rank. */
  readonly offers: readonly PlannedOffer[]
  readonly offer: { readonly [id: string]: PlannedOffer }
  readonly gate: { readonly [id: string]: PlannedGate }
  readonly moments: readonly PlannedMoment[]
  readonly places: readonly PlannedPlace[]
  /** How people are approached, by touchpoint. */
  readonly approach: { readonly [touchpoint: string]: PlannedApproach }
  /** What is shown with an offer; written and hashed once. */
  readonly notice: (offer: string, variant?: string) => Notice
  /** What a consent to a purpose, or to a field's use for it, agrees to in substance. */
  readonly terms: (purpose: string, field?: string) => string
}

const stages = ['receive', 'choose', 'exchange', 'convert']

/**
 * Compiles a program.
 *
 * @param hash SHA-256 of a text in UTF-8, as lower-case hex: the core computes none itself
 */
export function compile(
  program: Program,
  options: {
    /** `onDevice` or `onServer`. */
    readonly authority: Authority<Plan>
    readonly hash: (text: string) => string
    readonly policy?: Policy
    readonly learned?: Learned
    /** UTC unless given. */
    readonly calendar?: Calendar
    readonly codeOf?: (command: string) => string
    /** Of an earlier version: the one in force now. */
    readonly current?: Program
  },
): Plan {
  const fields = Object.keys(program.fields)
  const purposes = Object.keys(program.purposes)
  const fieldIndex = indexOf(fields)
  const purposeIndex = indexOf(purposes)
  const ids = Object.keys(program.offers).sort((a, b) => byStage(program, a, b))
  const paid = paidFields(program)
  const bearing = { moments: plannedMoments(program.moments), places: plannedPlaces(program.places) }
  const offers = ids.map((id, rank) => plannedOffer(id, program.offers[id] as Offer, rank, fieldIndex, paid, bearing))
  const part = ({ needs = {}, atLeast = {}, tier = {} }: Needs): PlannedNeeds => ({
    grounds: Int32Array.from(
      Object.entries(needs).flatMap(([field, under]) => [under ?? []].flat().map((purpose) => ({ purpose, field }))),
      ({ purpose, field }) => (fieldIndex[field] as number) * purposes.length + (purposeIndex[purpose] as number),
    ),
    atLeast: Object.entries(atLeast) as [string, number][],
    tiers: Object.entries(tier).map(([currency, least]) => {
      const names = program.currencies[currency]?.tiers?.steps.map(({ name }) => name) ?? []
      return [currency, names.slice(names.indexOf(least as string))]
    }),
  })
  return {
    program,
    current: options.current ?? program,
    authority: options.authority,
    policy: options.policy ?? {},
    learned: options.learned ?? {},
    calendar: options.calendar,
    codeOf: options.codeOf ?? ((command) => options.hash(command)),
    fields,
    fieldIndex,
    purposes,
    purposeIndex,
    offers,
    offer: recordOf(offers.map((offer) => [offer.id, offer])),
    gate: recordOf(
      Object.entries(program.gates).map(([id, gate]) => [id, { ...part(gate), anyOf: (gate.anyOf ?? []).map(part) }]),
    ),
    ...bearing,
    approach: recordOf(
      Object.entries(program.touchpoints).map(([id, { channel }]) => [id, plannedApproach(program.contact, channel)]),
    ),
    notice: noticesOf(program, options.hash),
    terms: (purpose, field) => termsOf(program, purpose, field),
  }
}

const indexOf = (names: readonly string[]): { [name: string]: number } =>
  recordOf(names.map((name, index) => [name, index]))

const byStage = (program: Program, a: string, b: string): number => {
  const stage = (id: string) => stages.indexOf((program.offers[id] as Offer).principle)
  return stage(a) - stage(b) || (a < b ? -1 : 1)
}

function plannedOffer(
  id: string,
  offer: Offer,
  rank: number,
  fieldIndex: { [field: string]: number },
  paid: PaidFields,
  { moments, places }: Pick<Plan, 'moments' | 'places'>,
): PlannedOffer {
  const pays = offer.principle === 'convert' ? paid : {}
  const asks = plannedAsks(offer.asks, offer.for, pays)
  const alternatives = (offer.asksOneOf ?? []).map((group) => plannedAsks(group, offer.for, pays))
  const asked = recordOf([...alternatives.flat(), ...asks].map((ask) => [ask.field, ask]))
  const required = asks.filter((ask) => !ask.optional && !ask.when)
  const uses = Object.keys(offer.uses ?? {})
  const observes = Object.keys(offer.observes ?? {})
  const boxes = pairsOf(offer.invites ?? {})
  const own = [...uses, ...observes].map((field) => ({ field, purpose: offer.for }))
  const onDevice = offer.principle === 'receive' || offer.principle === 'choose'
  const gives = leastOf([offer.gives].flat(), offer.fits)
  return {
    id,
    offer,
    rank,
    onDevice,
    at: offer.at && new Set(offer.at),
    span: timesOf(offer),
    moment: moments.findIndex(({ name }) => name === offer.moment),
    near: offer.near && Int32Array.from(offer.near, (place) => places.findIndex(({ name }) => name === place)),
    asks,
    alternatives,
    asked,
    needs: Int32Array.from(required, ({ field }) => fieldIndex[field] as number),
    gives,
    incentive:
      !onDevice &&
      (gives.some(({ benefit }) => benefit === 'points' || benefit === 'coupon') ||
        Object.values(asked).some(({ points }) => points !== undefined)),
    uses,
    observes,
    invites: Object.entries(offer.invites ?? {}),
    boxes,
    pairs: [...Object.values(asked), ...boxes, ...own],
  }
}

type PaidFields = { readonly [field: string]: Amounts }

/** What the rules for fields give, by field. */
const paidFields = ({ earns }: Program): PaidFields =>
  recordOf(Object.values(earns).flatMap((rule) => (rule.on === 'field' ? [[rule.field, rule.gives] as const] : [])))

/** A rule pays an optional ask that has no points of its own. */
const plannedAsks = (asks: Asks = {}, own: string, pays: PaidFields): readonly PlannedAsk[] =>
  Object.entries(asks).map(([field, given]) => {
    const { because, optional = false, for: purpose = own, when, points } = askOf(given)
    return { field, because, optional, purpose, when, points: points ?? (optional ? pays[field] : undefined) }
  })

function noticesOf(program: Program, hash: (text: string) => string): Plan['notice'] {
  const written = new Map<string, Notice>()
  return (offer, variant) => {
    const notice = written.get(offer) ?? write(program, offer, hash)
    written.set(offer, notice)
    return variant === undefined ? notice : { ...notice, variant }
  }
}

function write(program: Program, offer: string, hash: (text: string) => string): Notice {
  const text = noticeText(program, offer)
  return { text, hash: hash(text), version: program.version, language: program.language ?? 'en' }
}

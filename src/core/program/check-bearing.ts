import { checkContact, checkLimits } from './check-contact.js'
import { checkAmounts, named } from './check-names.js'
import { checkDays, isDate, isObject, type Report, shape, text } from './check-shape.js'
import { type Moment, tabooMoments } from './moment.js'
import type { Offer } from './offer.js'
import type { Place } from './place.js'
import type { Definition } from './program.js'
import type { Segment } from './segment.js'

const kinds = ['birthday', 'anniversary', 'move', 'other', ...tabooMoments]
const stages = ['receive', 'choose', 'exchange', 'convert']

export const checkGoal = (report: Report, path: string, goal: unknown): void =>
  void shape(report, path, goal, { label: text })

export function checkSegment(report: Report, path: string, given: unknown, program: Definition): void {
  const known = {
    label: text,
    for: '?text',
    where: '?object',
    stage: ['?', ...stages],
    atLeast: '?object',
    sensitivity: '?object',
  } as const
  if (!shape(report, path, given, known)) return
  const { for: under, where = {}, stage, atLeast, sensitivity = {} } = given as Segment
  if (Object.keys(where).length === 0 && stage === undefined && atLeast === undefined)
    report('no_rule', path, 'Nothing says who is in it.', 'Give `where`, `stage` or `atLeast`.')
  if (atLeast) checkAmounts(report, `${path}.atLeast`, atLeast, program)
  const purpose = under === undefined ? undefined : named(report, `${path}.for`, 'purposes', under, program)
  for (const name of Object.keys(where)) {
    const field = named(report, `${path}.where.${name}`, 'fields', name, program)
    if (under === undefined)
      report('no_purpose', `${path}.where.${name}`, 'A field is read for a purpose.', 'Name it as `for`.')
    else if (field?.special && purpose?.basis !== 'explicit-consent')
      report(
        'special_needs_explicit_consent',
        `${path}.where.${name}`,
        `${name} is special; nobody is sorted by it without explicit consent to that.`,
        'Name a purpose with basis explicit-consent as `for`, or leave it out.',
      )
  }
  for (const [name, value] of Object.entries(sensitivity)) {
    named(report, `${path}.sensitivity.${name}`, 'fields', name, program)
    checkShare(report, `${path}.sensitivity.${name}`, value)
  }
}

export function checkMoment(report: Report, path: string, given: unknown, program: Definition): void {
  const known = {
    label: text,
    kind: kinds,
    field: text,
    for: text,
    yearly: '?boolean',
    opens: '?duration',
    closes: '?duration',
  } as const
  if (!shape(report, path, given, known)) return
  const { kind, field, for: under } = given as Moment
  const purpose = named(report, `${path}.for`, 'purposes', under, program)
  if (named(report, `${path}.field`, 'fields', field, program)?.kind === 'observed')
    report('not_declared', `${path}.field`, 'A moment is declared, never observed.', 'Ask the date.')
  if ((tabooMoments as readonly string[]).includes(kind) && purpose?.basis !== 'explicit-consent')
    report(
      'taboo_needs_explicit_consent',
      `${path}.for`,
      `Nobody is approached about a ${kind} unasked.`,
      'Name a purpose of its own with basis explicit-consent.',
    )
}

export function checkPlace(report: Report, path: string, given: unknown): void {
  if (!shape(report, path, given, { label: text, around: '?object' })) return
  const { around } = given as Place
  if (!around) return
  const { latitude, longitude, metres } = around
  const isThere = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && metres > 0
  if (!isThere || ![latitude, longitude, metres].every(Number.isFinite))
    report('bad_value', `${path}.around`, 'This is no circle on the ground.', 'Give latitude, longitude and metres.')
}

/** What is declared once: the rate, and how often people are approached. */
export function checkConduct(report: Report, given: unknown): void {
  const { fairness, contact, touchpoints } = given as { readonly [name: string]: unknown }
  if (isObject(fairness) && shape(report, 'fairness', fairness, { rate: 'number' }) && fairness.rate === 0)
    report('bad_value', 'fairness.rate', 'At this rate nothing is worth anything.', 'Set it above zero.')
  checkContact(report, contact, touchpoints)
}

function checkShare(report: Report, path: string, value: unknown): void {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    report('bad_value', path, 'This lies between 0 and 1.', 'Set it within.')
}

/** An instant as programs write it: a date, or a date with a time and its offset. */
const isInstant = (value: unknown): boolean =>
  isDate(value) ||
  (typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    Number.isFinite(Date.parse(value)))

/** To whom an offer is made, when, where and how often. */
export function checkOfferBearing(report: Report, path: string, given: unknown, program: Definition): void {
  if (!isObject(given)) return
  const offer = given as unknown as Offer
  const of = (part: 'goals' | 'segments' | 'moments' | 'places', names: readonly unknown[], at: string) => {
    for (const name of names) named(report, `${path}.${at}`, part, name, program)
  }
  of('goals', offer.goal === undefined ? [] : [offer.goal], 'goal')
  of('moments', offer.moment === undefined ? [] : [offer.moment], 'moment')
  of('segments', Array.isArray(offer.suits) ? offer.suits : [], 'suits')
  of('places', Array.isArray(offer.near) ? offer.near : [], 'near')
  if (offer.interest !== undefined) checkShare(report, `${path}.interest`, offer.interest)
  checkLimits(report, `${path}.displays`, offer.displays)
  if (offer.during) checkDuring(report, `${path}.during`, offer.during)
  if (offer.lasts !== undefined && ![offer.gives].flat().some((gives) => gives?.benefit === 'coupon'))
    report('nothing_lasts', `${path}.lasts`, 'There is no coupon that could run out.', 'Remove it, or give a coupon.')
  if (offer.steps) checkSteps(report, `${path}.steps`, offer.steps)
}

function checkDuring(report: Report, path: string, during: NonNullable<Offer['during']>): void {
  if (!shape(report, path, during, { from: '?text', until: '?text' })) return
  const { from, until } = during
  for (const [name, at] of Object.entries({ from, until }))
    if (at !== undefined && !isInstant(at))
      report('bad_value', `${path}.${name}`, 'This is no instant.', 'Write 2026-12-01, or 2026-12-01T08:00:00Z.')
  if (from !== undefined && until !== undefined && isInstant(from) && isInstant(until))
    checkDays(report, path, new Date(from).toJSON(), new Date(until).toJSON())
}

function checkSteps(report: Report, path: string, steps: NonNullable<Offer['steps']>): void {
  if (!shape(report, path, steps, { atOnce: 'integer', gives: 'object' })) return
  const known = { benefit: ['selection', 'service', 'access'], says: text, worth: '?number' } as const
  shape(report, `${path}.gives`, steps.gives, known)
}

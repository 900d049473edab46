import { checkContact, checkLimits } from './check-contact.js'
import { checkTimes } from './check-during.js'
import { checkAmounts, named } from './check-names.js'
import { isObject, type Report, shape, text } from './check-shape.js'
import type { Offer, Steps } from './offer.js'
import type { Place } from './place.js'
import type { Definition } from './program.js'
import type { Segment } from './segment.js'

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
  checkTimes(report, path, offer)
  if (offer.steps !== undefined) checkSteps(report, `${path}.steps`, offer, offer.steps)
}

function checkSteps(report: Report, path: string, offer: Offer, steps: Steps): void {
  if (!shape(report, path, steps, { atOnce: 'integer', gives: 'object' })) return
  // Each step brings it: what is money's worth, or points, would be had many times over.
  const known = { benefit: ['selection', 'service', 'access'], says: text, worth: '?number' } as const
  shape(report, `${path}.gives`, steps.gives, known)
  const longest = Math.max(0, ...(offer.asksOneOf ?? []).map((group) => Object.keys(group).length))
  const asks = Object.keys(offer.asks ?? {}).length + longest
  const { atOnce } = steps
  // What is welcome may be answered after the acceptance: it adds to that one, and is no other.
  if (offer.principle !== 'choose' && (offer.repeats ?? 'once') !== 'once')
    report('steps_repeat', path, 'A long ask is accepted once.', 'Remove repeats, or ask all of it at once.')
  if (atOnce < 1) report('bad_value', `${path}.atOnce`, 'A step asks something.', 'Ask one field at least.')
  else if (atOnce >= asks)
    report('one_step', path, `What it asks (${asks}) fits in one step.`, 'Remove steps, or ask fewer at once.')
  else if (longest > atOnce)
    report(
      'alternative_too_long',
      `${path}.atOnce`,
      `An alternative of ${longest} fields is shown in one piece.`,
      'Ask as many at once.',
    )
}

import { isDuration } from '../duration.js'
import { type Ask, type Asks, askOf } from './ask.js'
import { checkAmounts, named } from './check-names.js'
import { type Expected, isObject, type Report, shape, text } from './check-shape.js'
import { onConsent } from './check-words.js'
import type { Field } from './field.js'
import type { Offer } from './offer.js'
import type { Definition } from './program.js'

const common: { readonly [name: string]: Expected } = {
  principle: ['receive', 'choose', 'exchange', 'convert'],
  for: text,
  at: '?list',
  when: '?object',
  repeats: '?text',
  goal: '?text',
  uses: '?object',
  moment: '?text',
  near: '?some',
  during: '?object',
  lasts: '?span',
  suits: '?some',
  interest: '?number',
  unevenBecause: '?text',
  steps: '?object',
  displays: '?object',
}
const identified: { readonly [name: string]: Expected } = {
  asksOneOf: '?list',
  invites: '?object',
  observes: '?object',
}
/** Each principle's row: what an offer under it may carry beside the common parts. */
const rows: { readonly [principle: string]: { readonly [name: string]: Expected } } = {
  receive: { uses: 'object', fits: '?object' },
  choose: { asks: 'object' },
  exchange: { ...identified, asks: 'object' },
  convert: { ...identified, asks: '?object' },
}

export function checkOffer(report: Report, path: string, given: unknown, program: Definition): void {
  const row = isObject(given) && typeof given.principle === 'string' ? rows[given.principle] : undefined
  const gives: Expected = isObject(given) && Array.isArray(given.gives) ? 'list' : 'object'
  if (!shape(report, path, given, { ...common, gives, ...(row ?? { asks: '?object', ...identified }) }) || !row) return
  const offer = given as Offer
  const onDevice = offer.principle === 'receive' || offer.principle === 'choose'
  const purpose = named(report, `${path}.for`, 'purposes', offer.for, program)
  if (purpose && (purpose.on === 'device') !== onDevice)
    report(
      'wrong_place',
      `${path}.for`,
      `This is ${titled(offer)}; its purpose has to be on the ${onDevice ? 'device' : 'server'}.`,
      onDevice ? 'Use a purpose with on: device.' : 'Use a purpose without on: device.',
    )
  if (purpose?.basis === 'explicit-consent')
    report(
      'bundled',
      `${path}.for`,
      'Explicit consent is given to a purpose of its own, ask by ask.',
      'Rest the offer on another purpose, and name this one at the ask.',
    )
  for (const [i, touchpoint] of (offer.at ?? []).entries())
    named(report, `${path}.at.${i}`, 'touchpoints', touchpoint, program)
  if (offer.repeats !== undefined && !['once', 'always'].includes(offer.repeats) && !isDuration(offer.repeats))
    report('bad_value', `${path}.repeats`, 'repeats says once, always or a duration.', 'Write once, always or P1M.')
  checkUses(report, path, offer, program, onDevice)
  checkCondition(report, `${path}.when`, offer.when, program)
  for (const field of Object.keys(offer.asks ?? {}))
    if (offer.asksOneOf?.some((asks) => isObject(asks) && Object.hasOwn(asks, field)))
      report('asked_twice', `${path}.asks.${field}`, `${field} is asked twice.`, 'Ask it once.')
  for (const [i, asks] of [offer.asks ?? {}, ...(offer.asksOneOf ?? [])].entries())
    checkAsks(report, i === 0 ? `${path}.asks` : `${path}.asksOneOf.${i - 1}`, asks, offer, program, onDevice)
  if (offer.principle === 'choose' && Object.keys(offer.asks ?? {}).length === 0)
    report('no_ask', `${path}.asks`, 'A choose offer asks a preference.', 'Ask one, or use receive.')
  checkInvites(report, path, offer, program)
  checkGives(report, path, offer, program)
}

function checkUses(report: Report, path: string, offer: Offer, program: Definition, onDevice: boolean): void {
  const parts = [
    ['uses', onDevice],
    ['observes', true],
  ] as const
  for (const [part, observedOnly] of parts) {
    const names = Object.keys(offer[part] ?? {})
    shape(report, `${path}.${part}`, offer[part] ?? {}, Object.fromEntries(names.map((name) => [name, text])))
    for (const name of names) {
      const field = named(report, `${path}.${part}.${name}`, 'fields', name, program)
      if (!field) continue
      if ((observedOnly && field.kind !== 'observed') || field.special)
        report(
          'kind_not_allowed',
          `${path}.${part}.${name}`,
          `${name} is ${described(field)}; ${part} of ${titled(offer)} takes ${observedOnly ? 'observed fields' : 'fields that are not special'} only.`,
          'Remove it, or ask it in an exchange.',
        )
    }
  }
}

function checkAsks(
  report: Report,
  path: string,
  asks: Asks,
  offer: Offer,
  program: Definition,
  onDevice: boolean,
): void {
  if (!isObject(asks)) {
    report('bad_shape', path, 'Asks are given by field.', 'Write { email: "why" }.')
    return
  }
  for (const [name, given] of Object.entries(asks)) {
    const at = `${path}.${name}`
    const field = named(report, at, 'fields', name, program)
    const ask = askOf(given)
    const known: { [name: string]: Expected } = { because: text, optional: '?boolean', for: '?text', when: '?object' }
    if (offer.principle === 'convert') known.points = '?object'
    if (!shape(report, at, ask, known) || !field) continue
    if (onDevice && (field.special || !['observed', 'preference'].includes(field.kind)))
      report(
        'kind_not_allowed',
        at,
        `${name} is ${described(field)}; ${titled(offer)} may ask observed and preference fields only.`,
        'Ask it in an exchange or convert offer.',
      )
    checkCondition(report, `${at}.when`, ask.when, program)
    checkAskPurpose(report, at, ask, field, program, onDevice)
    if (!ask.points) continue
    checkAmounts(report, `${at}.points`, ask.points, program)
    if (!ask.optional)
      report(
        'points_on_required',
        `${at}.points`,
        'Points reward what may be left out.',
        'Make the ask optional, or give the points with the offer.',
      )
    if (field.special)
      report('points_on_special', `${at}.points`, 'What is special has no price.', 'Ask it without points.')
  }
}

function checkAskPurpose(
  report: Report,
  at: string,
  ask: Ask,
  field: Field,
  program: Definition,
  onDevice: boolean,
): void {
  const purpose = ask.for === undefined ? undefined : named(report, `${at}.for`, 'purposes', ask.for, program)
  if (ask.for !== undefined && !purpose) return
  if (purpose && (purpose.on === 'device') !== onDevice)
    report(
      'wrong_place',
      `${at}.for`,
      'An ask is used where its offer runs.',
      `Use a purpose on the ${onDevice ? 'device' : 'server'}.`,
    )
  if (field.special && purpose?.basis !== 'explicit-consent')
    report(
      'special_needs_explicit_consent',
      at,
      'A special field needs explicit consent to a purpose of its own.',
      'Name a purpose with basis explicit-consent as its `for`.',
    )
  else if (ask.optional && !onConsent(purpose))
    report(
      'optional_needs_consent',
      at,
      'An optional ask rests on consent, apart from the offer’s purpose.',
      'Name a purpose with basis consent as its `for`.',
    )
}

function checkInvites(report: Report, path: string, offer: Offer, program: Definition): void {
  for (const [name, fields] of Object.entries(offer.invites ?? {})) {
    const at = `${path}.invites.${name}`
    const purpose = named(report, at, 'purposes', name, program)
    if (purpose && (!onConsent(purpose) || purpose.on === 'device' || name === offer.for))
      report(
        'invitation_needs_consent',
        at,
        'An invitation proposes a further purpose on the server that rests on consent.',
        'Invite another purpose.',
      )
    if (!Array.isArray(fields) || fields.length === 0)
      report('bad_shape', at, 'An invitation lists its fields.', 'Write ["email"].')
    else
      for (const field of fields) {
        const found = named(report, at, 'fields', field, program)
        if (found?.special && purpose?.basis !== 'explicit-consent')
          report(
            'special_needs_explicit_consent',
            at,
            'A special field needs explicit consent.',
            'Invite a purpose with basis explicit-consent.',
          )
      }
  }
}

function checkGives(report: Report, path: string, offer: Offer, program: Definition): void {
  const gives = [offer.gives].flat()
  if (gives.length === 0) report('no_give', `${path}.gives`, 'Every offer gives something.', 'Say what one gets.')
  for (const [i, benefit] of gives.entries()) {
    const at = Array.isArray(offer.gives) ? `${path}.gives.${i}` : `${path}.gives`
    const kind = benefit?.benefit
    const known: { [name: string]: Expected } = {
      benefit: ['coupon', 'selection', 'service', 'access', 'chance', 'points'],
      says: text,
      worth: '?number',
      by: kind === 'chance' ? 'date' : '?date',
    }
    if (kind === 'chance') Object.assign(known, { prizes: 'number', entries: 'integer' })
    if (kind === 'points') known.points = 'object'
    if (!shape(report, at, benefit, known)) continue
    if (
      (kind === 'points' && offer.principle !== 'convert') ||
      (kind === 'chance' && (offer.principle === 'receive' || offer.principle === 'choose'))
    )
      report(
        'benefit_not_allowed',
        at,
        `This is ${titled(offer)}; it gives no ${kind}.`,
        kind === 'points' ? 'Use a convert offer.' : 'Use an exchange offer.',
      )
    if (benefit.benefit === 'points') checkAmounts(report, `${at}.points`, benefit.points, program)
  }
}

function checkCondition(report: Report, path: string, when: unknown, program: Definition): void {
  for (const name of Object.keys(when ?? {})) named(report, `${path}.${name}`, 'fields', name, program)
}

export const described = ({ special, kind }: Field): string =>
  special ? 'special' : typeof kind === 'string' ? kind : 'of no kind'

const titled = ({ principle }: Offer): string => `${principle === 'exchange' ? 'an' : 'a'} ${principle} offer`

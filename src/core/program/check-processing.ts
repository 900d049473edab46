import { type Ask, askOf } from './ask.js'
import { isObject, type Report, shape, text } from './check-shape.js'
import { onConsent } from './check-words.js'
import { marketRules } from './market.js'
import type { Offer } from './offer.js'
import type { Definition } from './program.js'
import type { Purpose } from './purpose.js'

/** A name as a message tells it; what is none can't be told. */
const word = (name: unknown): string => (typeof name === 'string' ? name : 'This')

/** A country, or a state of it: two letters, and two or three more. */
const isCountry = (value: unknown): boolean => typeof value === 'string' && /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(value)

function checkCountry(report: Report, path: string, country: unknown): void {
  if (typeof country === 'string' && !isCountry(country))
    report('bad_country', path, `${country} is no country.`, 'Give its ISO 3166 code, as in CH.')
}

/** Who answers, who represents them, where its people are, and who of them is a minor. */
export function checkOwner(report: Report, _: string, given: unknown): void {
  const { controller, representative, officer, markets, minors } = given as { readonly [name: string]: unknown }
  if (isObject(controller)) checkCountry(report, 'controller.jurisdiction', controller.jurisdiction)
  const contacts = { representative, officer }
  for (const [name, contact] of Object.entries(contacts))
    if (isObject(contact)) shape(report, name, contact, { name: text, contact: text, address: '?text' })
  if (Array.isArray(markets))
    for (const [n, market] of markets.entries())
      if (typeof market !== 'string' || !Object.hasOwn(marketRules, market))
        report(
          'unknown_market',
          `markets.${n}`,
          `The rules of ${word(market)} are not known.`,
          `Name of ${Object.keys(marketRules).join(', ')}; elsewhere the strictest hold.`,
        )
  if (!isObject(minors) || !shape(report, 'minors', minors, { adultFrom: '?integer' })) return
  const { adultFrom } = minors as { adultFrom?: number }
  if (adultFrom !== undefined && (adultFrom < 13 || adultFrom > 21))
    report('bad_value', 'minors.adultFrom', 'Nobody is of age so young, or so old.', 'Set it between 13 and 21.')
}

/** Who takes part, as what, and where. */
export function checkParty(report: Report, path: string, party: unknown): void {
  const known = {
    name: text,
    role: ['processor', 'recipient', 'joint-controller'],
    does: text,
    country: text,
    address: '?text',
    policyUrl: '?text',
    safeguard: '?text',
  } as const
  if (shape(report, path, party, known)) checkCountry(report, `${path}.country`, (party as { country: string }).country)
}

/** What a purpose says of who takes part, how long values are kept, and how it is asked. */
export function checkPurposeFurther(report: Report, path: string, given: unknown, program: Definition): void {
  if (!isObject(given)) return
  const purpose = given as unknown as Purpose
  const at = (name: string) => `${path}.${name}`
  const parties: readonly unknown[] = Array.isArray(purpose.parties) ? purpose.parties : []
  for (const [n, party] of parties.entries())
    if (typeof party !== 'string' || !Object.hasOwn(program.parties, party))
      report(
        'unknown_party',
        at(`parties.${n}`),
        `${word(party)} is no party of this program.`,
        'Declare it under parties.',
      )
  if (new Set(parties).size < parties.length)
    report('twice', at('parties'), 'A party is named twice.', 'Name each once.')
  checkRetention(report, at, purpose, program)
  const name = path.slice('purposes.'.length)
  const wants = (property: keyof Purpose, fits: boolean, why: string, remedy: string) => {
    if (purpose[property] !== undefined && purpose[property] !== false && !fits)
      report('bad_value', at(property), why, remedy)
  }
  wants('confirmWithin', purpose.confirm === true, 'Nothing is confirmed here.', 'Add `confirm`, or remove it.')
  wants('askAgain', isAsked(program, name, purpose), 'Nobody is asked for this.', 'Remove it.')
  wants('meaning', purpose.on !== 'device' || onConsent(purpose), 'Nothing of it leaves the device.', 'Remove it.')
  const isOwed = purpose.basis === 'contract' || purpose.basis === 'legal-obligation'
  wants('sells', !isOwed, 'What is owed is not sold.', 'Rest it on consent, or on an interest that one may object to.')
  wants('sells', purpose.on !== 'device', 'What stays on the device is not sold.', 'Remove it.')
  wants('parties', purpose.on !== 'device', 'Nothing of it leaves the device.', 'Remove them.')
  if (purpose.confirm && !hasIdentifier(program, name))
    report('nothing_to_confirm', at('confirm'), 'No identifier is asked for it.', 'Ask one, or remove `confirm`.')
}

function checkRetention(report: Report, at: (name: string) => string, purpose: Purpose, program: Definition): void {
  const { retain, retainFor, retainFrom } = purpose
  if (isObject(retain))
    for (const [field, span] of Object.entries(retain)) {
      if (!Object.hasOwn(program.fields, field))
        report('unknown_field', at(`retain.${field}`), `${field} is no field of this program.`, 'Correct the name.')
      shape(report, at('retain'), { [field]: span }, { [field]: 'span' })
    }
  if (retainFrom !== undefined && retain === undefined && retainFor === undefined)
    report('bad_value', at('retainFrom'), 'No span starts here.', 'Add `retainFor`, or remove it.')
}

/** Every ask for a purpose, with its field. */
function asksFor({ offers }: Definition, name: string): readonly string[] {
  return (Object.values(offers) as readonly unknown[]).filter(isObject).flatMap((given) => {
    const offer = given as unknown as Offer
    const groups = ([offer.asks, ...[offer.asksOneOf ?? []].flat()] as readonly unknown[]).filter(isObject)
    const asks = groups.flatMap((group) => Object.entries(group) as [string, string | Ask][])
    const own = asks.flatMap(([field, ask]) =>
      (isObject(ask) || typeof ask === 'string') && (askOf(ask).for ?? offer.for) === name ? [field] : [],
    )
    const seen =
      offer.for === name
        ? ([offer.uses, offer.observes] as readonly unknown[]).filter(isObject).flatMap((one) => Object.keys(one))
        : []
    const invited = isObject(offer.invites) ? offer.invites[name] : undefined
    return [...own, ...seen, ...(Array.isArray(invited) ? invited.filter((field) => typeof field === 'string') : [])]
  })
}

const isAsked = (program: Definition, name: string, purpose: Purpose): boolean =>
  onConsent(purpose) || Object.values(program.offers).some((offer) => isObject(offer) && offer.for === name)

const hasIdentifier = (program: Definition, name: string): boolean => {
  const fields = asksFor(program, name)
  return (
    fields.length === 0 ||
    fields.some((field) => (program.fields[field] as { kind?: string } | undefined)?.kind === 'identifier')
  )
}

import { partsOf } from '../duration.js'
import { type Ask, askOf } from './ask.js'
import type { Offer } from './offer.js'
import type { Definition } from './program.js'

/** What a subject was shown before accepting: the evidence that a consent was informed (GDPR Art. 7 and 13). */
export interface Notice {
  readonly text: string
  /** SHA-256 of the text in UTF-8, as lower-case hex. */
  readonly hash: string
  /** The program's version. */
  readonly version: number
  /** BCP 47. */
  readonly language: string
  /** The arm of an experiment, where the site runs one. */
  readonly variant?: string
}

/**
 * The words of the notice of one offer: who asks, what for, what one gets, and how to leave. It follows
 * from the program alone, so that device and server write the same text and can compare its hash.
 *
 * @example
 * noticeText(shop, 'raffle').startsWith('Alpine Shop AG')
 */
export function noticeText(program: Definition, id: string): string {
  const offer = program.offers[id] as Offer
  const { controller } = program
  const lines = [
    `${controller.name}, ${controller.address}`,
    `You get: ${[offer.gives]
      .flat()
      .map((benefit) => benefit.says)
      .join('; ')}`,
    ...(givesOnce(offer) ? ['Points and coupons are given once, also to who leaves and comes back.'] : []),
    ...Object.entries(offer.asks ?? {}).map(([field, ask]) => asked(program, offer, field, ask)),
    ...(offer.asksOneOf ?? []).map(
      (asks) =>
        `One of: ${Object.entries(asks)
          .map(([field, ask]) => asked(program, offer, field, ask))
          .join(' / ')}`,
    ),
    ...Object.entries(offer.uses ?? {}).map(([field, why]) => used(program, 'We use', field, offer.for, why)),
    ...Object.entries(offer.observes ?? {}).map(([field, why]) => used(program, 'We record', field, offer.for, why)),
    ...Object.entries(offer.invites ?? {}).map(
      ([purpose, fields]) =>
        `If you tick it: ${fields.map((field) => program.fields[field]?.label).join(', ')}. ${purposeText(program, purpose)}`,
    ),
    `${purposeText(program, offer.for)}`,
    `You can leave, correct and erase at any time; it costs nothing. ${controller.contact}, ${controller.policyUrl}`,
  ]
  return lines.join('\n')
}

const givesOnce = ({ gives, repeats = 'once', principle }: Offer): boolean =>
  repeats === 'once' &&
  principle !== 'receive' &&
  [gives].flat().some(({ benefit }) => benefit === 'points' || benefit === 'coupon')

function asked(program: Definition, offer: Offer, field: string, given: string | Ask): string {
  const ask = askOf(given)
  const optional = ask.optional ? ' (optional)' : ''
  const apart = ask.for !== undefined && ask.for !== offer.for ? ` ${purposeText(program, ask.for)}` : ''
  return `${program.fields[field]?.label}${optional}: ${ask.because}.${apart}`
}

const used = (program: Definition, verb: string, field: string, purpose: string, why: string | undefined): string =>
  `${verb}: ${program.fields[field]?.label}. ${why ?? program.purposes[purpose]?.label}.`

const words: { readonly [basis: string]: string } = {
  consent: 'with your consent',
  'explicit-consent': 'with your explicit consent',
  contract: 'for our agreement with you',
  'legitimate-interest': 'in our legitimate interest',
  'legal-obligation': 'as the law demands',
}

/** One purpose in one sentence: what for, on which ground, for how long. */
export function purposeText(program: Definition, name: string): string {
  const purpose = program.purposes[name]
  if (!purpose) return ''
  const interest = purpose.interest ? ` (${purpose.interest})` : ''
  const place = purpose.on === 'device' ? ', on your device only' : ''
  const until = purpose.validFor ? `, for ${span(purpose.validFor)}` : ''
  const kept = purpose.retainFor ? `, kept ${span(purpose.retainFor)}` : ''
  return `${purpose.label}, ${words[purpose.basis]}${interest}${place}${until}${kept}.`
}

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second']

/** A duration in words: `P90D` is 90 days. */
export const span = (duration: string): string =>
  partsOf(duration)
    .flatMap((count, unit) => (count === undefined ? [] : [`${count} ${units[unit]}${count === '1' ? '' : 's'}`]))
    .join(' ')

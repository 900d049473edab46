import { partsOf } from '../duration.js'
import { type Ask, askOf } from './ask.js'
import { english, type NoticeWords } from './notice-words/english.js'
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
 * The words of the notice of one offer: who asks, what for, what one gets, and how to leave, in the program's own
 * `notices` or in English. It follows from the program alone, so that device and server write the same text and can
 * compare its hash: nothing in it may hang on what a machine knows of languages.
 *
 * @example
 * noticeText(shop, 'raffle').startsWith('Alpine Shop AG')
 */
export function noticeText(program: Definition, id: string): string {
  const offer = program.offers[id] as Offer
  const { controller } = program
  const words = wordsOf(program)
  const lines = [
    `${controller.name}, ${controller.address}`,
    filled(words.get, { what: says(offer) }),
    ...(givesOnce(offer) ? [words.once] : []),
    ...(offer.steps ? [filled(words.steps, { what: offer.steps.gives.says })] : []),
    ...Object.entries(offer.asks ?? {}).map(([field, ask]) => asked(program, offer, field, ask)),
    ...(offer.asksOneOf ?? []).map((asks) =>
      filled(words.oneOf, {
        what: Object.entries(asks)
          .map(([field, ask]) => asked(program, offer, field, ask))
          .join(' / '),
      }),
    ),
    ...Object.entries(offer.uses ?? {}).map(([field, why]) => used(program, words.used, field, offer.for, why)),
    ...Object.entries(offer.observes ?? {}).map(([field, why]) => used(program, words.recorded, field, offer.for, why)),
    ...Object.entries(offer.invites ?? {}).map(
      ([purpose, fields]) =>
        `${filled(words.box, { what: fields.map((field) => labelOf(program, field)).join(', ') })} ${purposeText(program, purpose)}`,
    ),
    `${purposeText(program, offer.for)}`,
    `${words.exits} ${controller.contact}, ${controller.policyUrl}`,
  ]
  return lines.join('\n')
}

const wordsOf = ({ notices }: Definition): NoticeWords => (notices ? { ...english, ...notices } : english)

const filled = (text: string, slots: { readonly [slot: string]: string }): string =>
  text.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot] as string)

const labelOf = (program: Definition, field: string): string => program.fields[field]?.label as string

const says = ({ gives }: Offer): string =>
  [gives]
    .flat()
    .map((benefit) => benefit.says)
    .join('; ')

const givesOnce = ({ gives, repeats = 'once', principle }: Offer): boolean =>
  repeats === 'once' &&
  principle !== 'receive' &&
  [gives].flat().some(({ benefit }) => benefit === 'points' || benefit === 'coupon')

function asked(program: Definition, offer: Offer, field: string, given: string | Ask): string {
  const ask = askOf(given)
  const words = wordsOf(program)
  const label = labelOf(program, field)
  const what = ask.optional ? filled(words.optional, { what: label }) : label
  const apart = ask.for !== undefined && ask.for !== offer.for ? ` ${purposeText(program, ask.for)}` : ''
  return filled(words.asked, { what, why: ask.because }) + apart
}

const used = (program: Definition, text: string, field: string, purpose: string, why: string | undefined): string =>
  filled(text, { what: labelOf(program, field), why: why ?? (program.purposes[purpose]?.label as string) })

/** One purpose in one sentence: what for, on which ground, with whom, for how long. */
export function purposeText(program: Definition, name: string): string {
  const purpose = program.purposes[name]
  if (!purpose) return ''
  const words = wordsOf(program)
  const lasting = (text: string, duration: string, what = ''): string =>
    filled(text, { what, span: span(duration, words) })
  const who = purpose.parties?.map((party) => `${program.parties[party]?.name} (${program.parties[party]?.country})`)
  return [
    `${purpose.label}, ${words.basis[purpose.basis]}`,
    purpose.interest ? ` (${purpose.interest})` : '',
    purpose.on === 'device' ? words.onDevice : '',
    who?.length ? filled(words.with, { who: who.join(', ') }) : '',
    purpose.validFor ? lasting(words.valid, purpose.validFor) : '',
    purpose.retainFor ? lasting(words.kept, purpose.retainFor) : '',
    ...Object.entries(purpose.retain ?? {}).map(([field, kept]) =>
      lasting(words.fieldKept, kept, labelOf(program, field)),
    ),
    '.',
  ].join('')
}

/** A duration in words: `P90D` is 90 days. */
export const span = (duration: string, { units }: NoticeWords = english): string =>
  partsOf(duration)
    .flatMap((count, unit) => (count === undefined ? [] : [`${count} ${units[unit]?.[count === '1' ? 0 : 1]}`]))
    .join(' ')

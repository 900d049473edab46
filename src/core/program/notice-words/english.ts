import type { Basis } from '../purpose.js'

type Unit = readonly [one: string, more: string]

/**
 * What the notice beside an offer says by itself, in one language; `{slots}` are filled with the program's own texts.
 * Plain text: it travels with the program as JSON.
 */
export interface NoticeWords {
  /** BCP 47, of these words. */
  readonly language: string
  readonly get: string
  readonly once: string
  readonly steps: string
  readonly asked: string
  readonly optional: string
  readonly oneOf: string
  readonly used: string
  readonly recorded: string
  readonly box: string
  readonly basis: { readonly [B in Basis]: string }
  readonly onDevice: string
  readonly valid: string
  readonly kept: string
  readonly fieldKept: string
  readonly with: string
  readonly exits: string
  /** Years, months, weeks, days, hours, minutes, seconds. */
  readonly units: readonly [Unit, Unit, Unit, Unit, Unit, Unit, Unit]
}

/** What a program's notices say unless it brings `notices` in its language. */
export const english: NoticeWords = {
  language: 'en',
  get: 'You get: {what}',
  once: 'Points and coupons are given once, also to who leaves and comes back.',
  steps: 'Asked step by step. Each step but the last gives you: {what}',
  asked: '{what}: {why}.',
  optional: '{what} (optional)',
  oneOf: 'One of: {what}',
  used: 'We use: {what}. {why}.',
  recorded: 'We record: {what}. {why}.',
  box: 'If you tick it: {what}.',
  basis: {
    consent: 'with your consent',
    'explicit-consent': 'with your explicit consent',
    contract: 'for our agreement with you',
    'legitimate-interest': 'in our legitimate interest',
    'legal-obligation': 'as the law demands',
  },
  onDevice: ', on your device only',
  valid: ', for {span}',
  kept: ', kept {span}',
  fieldKept: ', {what} kept {span}',
  with: ', with {who}',
  exits: 'You can leave, correct and erase at any time; it costs nothing.',
  units: [
    ['year', 'years'],
    ['month', 'months'],
    ['week', 'weeks'],
    ['day', 'days'],
    ['hour', 'hours'],
    ['minute', 'minutes'],
    ['second', 'seconds'],
  ],
}

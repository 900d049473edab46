import type { Issue } from '../error.js'

/** An error has to be mended; a warning is most likely wrong, or owed by law; a note is worth a thought. */
export type Level = 'error' | 'warning' | 'note'

/** Something that a review found: where it stands, what is wrong, and what to do about it. */
export interface Finding extends Issue {
  readonly level: Level
  /** Where the law says so, as in `GDPR Art. 7(4)`. */
  readonly law?: string
}

/** What a review looks for, and how much it weighs. What keeps a program from being one at all has codes of its own. */
export const levels = {
  // Give and take.
  uneven: 'error',
  needless_reason: 'note',
  worth_unknown: 'warning',
  no_money: 'note',
  no_rate: 'note',
  lowered_without_source: 'warning',
  thin_measurement: 'warning',
  // What is promised.
  promise_past: 'warning',
  chance_without_draw: 'note',
  // Goals.
  no_goals: 'note',
  offer_without_goal: 'warning',
  goal_unserved: 'warning',
  ask_serves_nothing: 'warning',
  // Consent.
  one_consent_many_ends: 'warning',
  agreed_as_one: 'error',
  consent_as_condition: 'warning',
  explicit_consent_shared: 'warning',
  consent_without_end: 'warning',
  channel_unconfirmed: 'warning',
  channel_without_consent: 'warning',
  // Special fields.
  special_field: 'note',
  special_required: 'note',
  special_sorts: 'note',
  special_condition: 'warning',
  // Who is of age, and what is paid for data.
  minors_unsaid: 'warning',
  no_data_value: 'warning',
  // How long.
  no_retention: 'warning',
  retention_never_starts: 'warning',
  kept_until_left: 'note',
  // Who else, and where.
  no_markets: 'note',
  no_parties: 'note',
  no_representative: 'warning',
  no_safeguard: 'warning',
  sold_to_nobody: 'warning',
  sold_without_consent: 'warning',
  signal_unheard: 'warning',
  // Gates.
  gate_unreachable: 'warning',
  gate_always_open: 'note',
  gate_significant: 'note',
  gate_significant_unfounded: 'warning',
  // What is learned from baskets.
  model_learns_nothing: 'warning',
  model_suggests_nothing: 'warning',
  learning_owed: 'warning',
  learning_unasked: 'note',
  nothing_left_out: 'note',
  coupon_worth_less: 'warning',
  // What can't come about.
  offer_unreachable: 'warning',
  offer_over: 'warning',
  ask_unreachable: 'warning',
  impossible_value: 'warning',
  moment_unreachable: 'warning',
  moment_without_date: 'warning',
  segment_unreachable: 'warning',
  currency_unearned: 'note',
  currency_buys_nothing: 'warning',
  reward_unreachable: 'warning',
  raffle_over: 'warning',
  // What nobody needs.
  unused_field: 'warning',
  unused_purpose: 'warning',
  unused_party: 'warning',
  unused_touchpoint: 'note',
  unused_currency: 'warning',
  unused_deed: 'note',
  unused_segment: 'note',
  unused_moment: 'warning',
  unused_place: 'warning',
  unused_model: 'warning',
  // How often people are approached.
  no_contact_policy: 'note',
  no_quiet_hours: 'warning',
} as const satisfies { readonly [code: string]: Level }

export type FindingCode = keyof typeof levels

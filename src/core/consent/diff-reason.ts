/** What a change means for a group of people, the worst last. */
const verdicts = ['survives', 'inform', 'ask', 'forbidden'] as const
export type Verdict = (typeof verdicts)[number]

/** One thing that changed, and what it means. */
export interface Reason {
  /** Stable; branch on this. */
  readonly code:
    | 'other_program'
    | 'version_not_raised'
    | 'controller_changed'
    | 'controller_moved'
    | 'purpose_removed'
    | 'basis_swapped'
    | 'stricter_consent'
    | 'meaning_changed'
    | 'interest_changed'
    | 'party_added'
    | 'country_changed'
    | 'role_grew'
    | 'party_removed'
    | 'sells'
    | 'learned_from'
    | 'suggested_by'
    | 'kept_longer'
    | 'kept_shorter'
    | 'leaves_the_device'
    | 'confirm_added'
    | 'words_changed'
    | 'channel_changed'
    | 'field_removed'
    | 'kind_stricter'
    | 'became_special'
    | 'no_longer_asked'
    | 'offer_removed'
    | 'other_purpose'
    | 'asks_more'
    | 'records_more'
    | 'gives_other'
  readonly verdict: Verdict
  /** What changed and what to do, for a developer to read. */
  readonly says: string
}

/** The worst verdict of several; `survives` where nothing speaks against it. */
export const worst = (all: readonly { readonly verdict: Verdict }[]): Verdict =>
  verdicts[Math.max(0, ...all.map(({ verdict }) => verdicts.indexOf(verdict)))] as Verdict

import type { Json } from '../../core/json.js'

/** The answers to one offer that were given so far. */
export interface Draft {
  readonly answers: { readonly [field: string]: Json }
  /** Epoch milliseconds; from then on it is forgotten. */
  readonly until: number
}

/** By offer. */
export type Drafts = { readonly [offer: string]: Draft }

export const draftKey = 'draft:'

/**
 * What is typed into a form may be kept for as long as the visit that asked for it, without anybody's consent: a few
 * hours (Article 29 Working Party, opinion 04/2012 on cookie consent exemption, 3.1 "user-input").
 */
export const draftLives = 4 * 3_600_000

/** Also where the clock has been put back since, which must not keep it for ever. */
export const isPast = ({ until }: Draft, now: number): boolean => until <= now || until > now + draftLives

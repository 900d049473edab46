import type { Json } from '../../core/json.js'
import { refused } from '../../core/result.js'

/** By code: what happened, and what mends it. Short, for a page carries them. */
const words = {
  not_a_model: ['This is no model of baskets.', 'Give the bytes that training wrote, or the same in base 64.'],
  too_large: ['This is larger than any model that is taken.', 'Train with fewer items or fewer neighbours.'],
  truncated: ['The end of the model is missing.', 'Load it again, whole.'],
  damaged: ['The model is not as it was written.', 'Load it again, or train it anew.'],
  wrong_version: ['The model has another format than this version reads.', 'Train it with this version of evenhanded.'],
  wrong_model: ['This is another model than was asked for.', 'Load the one that was trained for this.'],
  other_catalogue: ['The model hardly knows the items of this catalogue.', 'Train it on baskets of this catalogue.'],
  no_answer: ['The model could not be fetched.', 'Check its address, and try again later.'],
} as const

export type ModelRefusalCode = keyof typeof words

/** Why a model was not taken. */
export interface ModelRefusal {
  /** Stable; branch on this. */
  readonly code: ModelRefusalCode
  /** What happened, for a developer to read. */
  readonly message: string
  /** What mends it. */
  readonly remedy: string
  readonly facts?: { readonly [name: string]: Json }
}

/** A refusal with its words. */
export function refuseModel(code: ModelRefusalCode, facts?: ModelRefusal['facts']) {
  const [message, remedy] = words[code]
  const error: ModelRefusal = { code, message, remedy, ...(facts && { facts }) }
  return refused(error)
}

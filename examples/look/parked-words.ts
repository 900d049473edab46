import type { Program, RefusalCode } from 'evenhanded'
import type { ParkedShown } from 'evenhanded/client'

/** Something that was refused, in the words of whoever asked for it. */
export interface ParkedWords {
  readonly what: string
  readonly why: string
  /** Said once more it could be taken; else it has to be decided anew. */
  readonly again: boolean
}

type Labels = Pick<Program, 'offers' | 'purposes' | 'rewards' | 'fields'>

export function parkedWords(program: Labels, parked: ParkedShown): ParkedWords {
  const { code } = parked.error
  const over = code === 'wrong_notice' || code.startsWith('unknown_')
  return { what: whatOf(program, parked), why: over ? changed : (reasons[code] ?? unclear), again: !over }
}

function whatOf({ offers, purposes, rewards, fields }: Labels, parked: ParkedShown): string {
  const { type, offer = '', purpose = '', reward = '', field = '' } = parked
  const gives = offers[offer]?.gives
  const thing =
    (gives && [gives].flat()[0]?.says) ||
    rewards?.[reward]?.gives.says ||
    purposes[purpose]?.label ||
    fields[field]?.label
  return thing ? `${acts[type] ?? 'Asked for'}: ${thing}` : (acts[type] ?? 'A request')
}

const acts: { readonly [type in ParkedShown['type']]?: string } = {
  accept: 'Agreed to',
  decline: 'Said no to',
  dismiss: 'Put off',
  redeem: 'Points for',
  leave: 'Left',
  withdraw: 'Withdrawn',
  object: 'Objected to',
  rectify: 'Corrected',
  erase: 'Erase everything',
}

const reasons: { readonly [code in RefusalCode]?: string } = {
  not_enough_points: 'There were not enough points when it arrived.',
  sold_out: 'There is none of it left.',
  member_limit: 'You have had as many as one person may have.',
  frozen: 'Your points are being looked at, and stay where they are meanwhile.',
  suspended: 'This is closed to you for now.',
  too_soon: 'You agreed to the same lately.',
  withdrawn_since: 'You withdrew it elsewhere in the meantime.',
  missing: 'Something that it needs was not there.',
  invalid: 'Something in it could not be read.',
  age_unknown: 'It needs to know first whether you are of age.',
  fresh_login_needed: 'It needs a fresh sign-in.',
}

const changed = 'What it says has changed since. Look at it again, and decide anew.'
const unclear = 'It could not be taken as it was sent.'

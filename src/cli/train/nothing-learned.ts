import { EvenhandedError } from 'evenhanded'
import type { EvaluateRefusal } from 'evenhanded/basket'

/** Why nothing was learned or measured, as a person at a terminal is told. */
export function nothingLearned(refusal: EvaluateRefusal): EvenhandedError {
  const error = (message: string, remedy: string) => new EvenhandedError(refusal.code, `${message}\n${remedy}`)
  switch (refusal.code) {
    case 'no_baskets':
      return error(
        'There is no basket to learn from: each needs a member who may be learned from.',
        'Sales without a member teach nothing; with a database, a ground has to be in force.',
      )
    case 'too_few_members':
      return error(
        `${people(refusal.members)} can be learned from, and it takes ${refusal.needed}.`,
        'So few would be recognised in the model: wait for more, hold out fewer, or lower --min-members.',
      )
    case 'nothing_in_common':
      return error(
        `Nothing was bought by as many as ${refusal.needed} of ${people(refusal.members)}.`,
        'Wait for more baskets, or lower --min-members.',
      )
    case 'bad_hold_out':
      return error(`${refusal.holdOut} is no share of the members.`, 'Give --hold-out more than 0 and less than 1.')
  }
}

const people = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'member' : 'members'}`

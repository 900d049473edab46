import type { Plan } from '../../core/program/plan.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { about, type Refusal, refusal } from '../../core/subject/refusal.js'

/**
 * What a command names that this program does not have. It is refused without being remembered: else
 * anybody could have names of their own kept in the log. An exit may name what an earlier version of the
 * program had: whether it stands is seen in the subject.
 */
export function unknownName({ program }: Plan, command: SubjectCommand): Refusal | undefined {
  const strange = (names: Iterable<string>) => [...names].filter((name) => !Object.hasOwn(program.fields, name))
  const isPurpose = (name: string) => Object.hasOwn(program.purposes, name)
  if (!Object.hasOwn(program.touchpoints, command.touchpoint)) return refusal('unknown_touchpoint')
  if (command.type === 'leave' || command.type === 'withdraw') return undefined
  if ('offer' in command && !Object.hasOwn(program.offers, command.offer)) return refusal('unknown_offer')
  if ('purpose' in command && !isPurpose(command.purpose)) return refusal('unknown_purpose')
  if (command.type === 'redeem' && !Object.hasOwn(program.rewards, command.reward)) return refusal('unknown_reward')
  if (command.type === 'accept') {
    const unasked = strange(Object.keys(command.answers))
    if (unasked.length > 0) return refusal('not_asked', about(unasked))
    const invited = Object.values(command.consents).flat()
    return Object.keys(command.consents).every(isPurpose) && strange(invited).length === 0
      ? undefined
      : refusal('not_invited')
  }
  const fields = command.type === 'rectify' ? strange([command.field]) : []
  return fields.length > 0 ? refusal('unknown_field', about(fields)) : undefined
}

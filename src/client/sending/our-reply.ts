import type { BatchReply, StateReply } from '../../core/subject/batch.js'
import type { SubjectCommand } from '../../core/subject/command.js'

// What is not ours, as a captive portal's page, has to be told from what is: by that alone is anything taken off the outbox.

export const isRecord = (given: unknown): given is { readonly [name: string]: unknown } =>
  typeof given === 'object' && given !== null

const areRecords = (...given: readonly unknown[]): boolean => given.every(isRecord)

export function isStateReply(given: unknown): given is StateReply {
  if (!isRecord(given) || !isRecord(given.program) || typeof given.rev !== 'number') return false
  const { subject, state } = given
  if (subject === null) return true
  if (typeof subject !== 'string' || !isRecord(state) || typeof state.version !== 'number') return false
  const inner = state.state
  return (
    isRecord(inner) && areRecords(state.values, state.points, inner.known, inner.grounds, inner.offers, inner.objected)
  )
}

export function isBatchReply(given: unknown, commands: readonly SubjectCommand[]): given is BatchReply {
  if (!isStateReply(given)) return false
  const { results } = given as Partial<BatchReply>
  if (!Array.isArray(results)) return false
  const answered = new Set(
    results
      .filter((one) => isRecord(one) && (one.ok ? isRecord(one.outcome) : isRecord(one.error)))
      .map(({ id }) => id),
  )
  return commands.every(({ id }) => answered.has(id))
}

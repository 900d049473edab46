import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import type { Appeal, Lift, Suspend } from './backend-command.js'
import { deny } from './deny.js'
import type { Ledger } from './ledger.js'
import { isToCome } from './to-come.js'

type Decided = Result<readonly Event[], Refusal>

/** A right is taken away for a while. A sanction outranks what was earned. */
export function decideSuspend({ plan, now }: Ledger, command: Suspend): Decided {
  const { gate, sanction, until, reason, actor } = command
  if (!Object.hasOwn(plan.program.gates, gate)) return deny('unknown_gate', { gate })
  if (!Object.hasOwn(plan.program.sanctions, sanction)) return deny('unknown_sanction', { sanction })
  if (!isToCome(until, now)) return deny('bad_instant', { now })
  return ok([{ type: 'suspended', gate, sanction, until, at: now, reason, actor }])
}

/** It is given back before its time. */
export function decideLift({ subject, now }: Ledger, { gate, reason, actor }: Lift): Decided {
  if (!isSuspended(subject.suspended[gate], now)) return deny('not_suspended', { gate })
  return ok([{ type: 'lifted', gate, at: now, reason, actor }])
}

/** Its owner asks for another look. */
export function decideAppeal({ subject, now }: Ledger, { gate, reason }: Appeal): Decided {
  if (!isSuspended(subject.suspended[gate], now)) return deny('not_suspended', { gate })
  return ok([{ type: 'appealed', gate, at: now, reason }])
}

const isSuspended = (suspension: { readonly until: number } | undefined, now: number): boolean =>
  suspension !== undefined && now < suspension.until

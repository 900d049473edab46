import type { Plan } from '../../program/plan.js'
import { ok, type Result } from '../../result.js'
import { voided } from '../age.js'
import type { Event } from '../event.js'
import { about, type Refusal, refuse } from '../refusal.js'
import type { Subject } from '../subject.js'
import { decideAdjust, decideFreeze } from './adjust.js'
import { decideAttest } from './attest.js'
import { decideAward } from './award.js'
import type {
  Attest,
  BackendCommand,
  Complain,
  Confirm,
  Enrol,
  Messaged,
  ProveAge,
  Reconcile,
  RecordSeen,
} from './backend-command.js'
import { decideUse } from './coupon.js'
import { decideDue } from './due.js'
import { decideDid, decideEarn } from './earn.js'
import { decideEnrol } from './enrol.js'
import { decideReturned } from './give-back.js'
import { decideCapture, decideHold, decideRelease } from './hold.js'
import { exact, type Ledger, ledgerOf } from './ledger.js'
import { decideAppeal, decideLift, decideSuspend } from './moderate.js'
import { decideEnter } from './raffle.js'
import { decideRecord } from './record.js'
import { decideEndorse } from './respect.js'
import { decideReverse } from './reverse.js'
import { decideRevoke } from './revoke.js'
import { decideConvert, decideCredited, decideGive, decideSpend } from './spend.js'

type Decided = Result<readonly Event[], Refusal>

/** What only the site's backend may say. */
export function decideBackend(plan: Plan, subject: Subject, command: BackendCommand, now: number): Decided {
  if (command.type === 'enrol') return decideEnrol(plan, subject, command, now)
  if (command.type === 'attest') return decideAttest(plan, subject, command, now)
  if (command.type === 'record') return decideRecord(plan, subject, command, now)
  if (command.type === 'confirm') return decideConfirm(subject, command, now)
  if (command.type === 'messaged') return decideMessaged(subject, command, now)
  if (command.type === 'complain' || command.type === 'reconcile') return decideComplaint(subject, command, now)
  const ledger = ledgerOf({ plan, subject, key: command.id, now })
  if (command.type === 'prove-age') return decideProveAge(ledger, command)
  return exact(onLedger(ledger, command))
}

function onLedger(
  ledger: Ledger,
  command: Exclude<BackendCommand, Enrol | Attest | RecordSeen | Confirm | Messaged | ProveAge | Complain | Reconcile>,
): Decided {
  switch (command.type) {
    case 'award':
      return decideAward(ledger, command)
    case 'earn':
      return decideEarn(ledger, command)
    case 'did':
      return decideDid(ledger, command)
    case 'reverse':
      return decideReverse(ledger, command)
    case 'hold':
      return decideHold(ledger, command)
    case 'capture':
      return decideCapture(ledger, command)
    case 'release':
      return decideRelease(ledger, command)
    case 'convert':
      return decideConvert(ledger, command)
    case 'spend':
      return decideSpend(ledger, command)
    case 'give':
      return decideGive(ledger, command)
    case 'credited':
      return decideCredited(ledger, command)
    case 'returned':
      return decideReturned(ledger, command)
    case 'endorse':
      return decideEndorse(ledger, command)
    case 'revoke':
      return decideRevoke(ledger, command)
    case 'adjust':
      return decideAdjust(ledger, command)
    case 'freeze':
    case 'thaw':
      return decideFreeze(ledger, command)
    case 'use':
      return decideUse(ledger, command)
    case 'enter':
      return decideEnter(ledger, command)
    case 'suspend':
      return decideSuspend(ledger, command)
    case 'lift':
      return decideLift(ledger, command)
    case 'appeal':
      return decideAppeal(ledger, command)
    case 'due':
      return decideDue(ledger, command)
  }
}

/** An identifier was proven to be the subject's. */
function decideConfirm(subject: Subject, command: Confirm, now: number): Decided {
  const { field, value } = command
  if (JSON.stringify(subject.values[field]) !== JSON.stringify(value)) return refuse('not_known', about([field]))
  return ok([{ type: 'confirmed', field, at: now }])
}

/** That it was sent is part of the proof that somebody could confirm, and keeps it from being sent again. */
const decideMessaged = ({ known }: Subject, { field, message }: Messaged, now: number): Decided =>
  Object.hasOwn(known, field)
    ? ok([{ type: 'messaged', field, message, at: now }])
    : refuse('not_known', about([field]))

/** Whoever has one open already, or none, stays as they are. */
function decideComplaint({ complainedAt }: Subject, { type }: Complain | Reconcile, now: number): Decided {
  const isOpen = type === 'complain'
  if (isOpen === (complainedAt !== undefined)) return ok([])
  return ok([{ type: isOpen ? 'complained' : 'reconciled', at: now }])
}

/** How old somebody is, proven. A minor's consents fall, and what could be spent stays where it is until it is thawed. */
function decideProveAge(ledger: Ledger, { band, reason, actor, id }: ProveAge): Decided {
  const { plan, subject, now } = ledger
  const proven: Event = { type: 'age-proven', band, at: now, reason, actor }
  if (band === 'adult') return ok([proven])
  const redeemable = Object.entries(plan.program.currencies).filter(([, { kind }]) => kind === 'redeemable')
  for (const [currency] of redeemable) decideFreeze(ledger, { type: 'freeze', currency, reason, actor })
  return ok([proven, ...voided(subject, id, now), ...ledger.events])
}

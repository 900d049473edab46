import type { Plan } from '../program/plan.js'
import { ok, type Result } from '../result.js'
import { decideAccept } from './accept.js'
import { decideDeclareAge } from './age.js'
import { decideAppraise } from './appraise.js'
import type { Command } from './command.js'
import { settle } from './consent.js'
import type { Event } from './event.js'
import { decideDecline, decideErase, decideLeave, decideObject, decideRectify, decideWithdraw } from './exits.js'
import { decideObserve } from './observe.js'
import { decideRedeem } from './redeem.js'
import { type Refusal, refuse } from './refusal.js'
import { remember } from './remember.js'
import { decideRestrict } from './restrict.js'
import { decideSeen } from './seen.js'
import { decideSignal } from './signal.js'
import type { Subject } from './subject.js'

/**
 * What a command leads to: its events, or a refusal and nothing changed. All rules live here; it knows no
 * clock and no storage, and the same code decides on the device and, with the last word, on the server.
 *
 * @param now epoch milliseconds, by the clock of whoever decides
 *
 * @example
 * const decided = decide(plan, nobody, command, Date.now())
 * const subject = after(nobody, decided)
 */
export function decide(plan: Plan, subject: Subject, command: Command, now: number): Result<readonly Event[], Refusal> {
  if (subject.erasedAt !== null) {
    // A coupon that was left to whoever holds it is handed in; what a legal duty held back goes when its time is over.
    if (command.type === 'use') return plan.authority.backend(plan, subject, command, now)
    const over = command.type === 'due' ? settle(plan.current, subject, command.id, now) : []
    return over.length > 0 ? ok(over) : refuse('erased')
  }
  if (!Object.hasOwn(plan.program.touchpoints, command.touchpoint)) return refuse('unknown_touchpoint')
  const decided = ruled(plan, subject, command, now)
  if (!decided.ok) return decided
  // Nothing that has run out, and no value without a ground, outlives a command (law 4).
  return ok([...decided.value, ...settle(plan.current, decided.value.reduce(remember, subject), command.id, now)])
}

function ruled(plan: Plan, subject: Subject, command: Command, now: number): Result<readonly Event[], Refusal> {
  switch (command.type) {
    case 'accept':
      return decideAccept(plan, subject, command, now)
    case 'decline':
      return decideDecline(plan, subject, command, now)
    case 'dismiss':
    case 'shown':
      return decideSeen(plan, command, now)
    case 'appraise':
      return decideAppraise(plan, subject, command, now)
    case 'observe':
      return decideObserve(plan, subject, command, now)
    case 'withdraw':
      return decideWithdraw(plan, subject, command, now)
    case 'object':
      return decideObject(plan, command, now)
    case 'leave':
      return decideLeave(plan, subject, command, now)
    case 'rectify':
      return decideRectify(subject, command, now)
    case 'redeem':
      return decideRedeem(plan, subject, command, now)
    case 'erase':
      return decideErase(plan, subject, command, now)
    case 'signal':
      return decideSignal(plan, subject, command, now)
    case 'restrict':
    case 'unrestrict':
      return decideRestrict(subject, command, now)
    case 'declare-age':
      return decideDeclareAge(plan, subject, command, now)
    default:
      return plan.authority.backend(plan, subject, command, now)
  }
}

import type { Json } from '../../core/json.js'
import type { Notice } from '../../core/program/notice.js'
import type { Plan } from '../../core/program/plan.js'
import { calendarOf } from '../../core/subject/backend/ledger.js'
import { ledgerOutcome } from '../../core/subject/backend/ledger-outcome.js'
import type { Command } from '../../core/subject/command.js'
import { decide } from '../../core/subject/decide.js'
import { after, isLogged } from '../../core/subject/evolve.js'
import { type Refusal, type RefusalCode, refusal } from '../../core/subject/refusal.js'
import { type Said, saidOf } from '../../core/subject/said.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Committed, Loaded, Step } from '../../ports/store.js'
import { madeAt } from '../secrets/uuid.js'
import type { Answered, Asked } from './asked.js'

/** Where a batch begins: whose commands they are, and what was answered before. */
export interface Start {
  /** `null` where nobody is known yet. */
  readonly id: string | null
  /** The id that a new subject gets. */
  readonly newId: string
  readonly subject: Subject
  readonly answered: Loaded['answered']
  /** The login that the subject is bound to already. */
  readonly login: string | null
  /** The login to bind a subject to that has none. */
  readonly bind: string | null
  /** A subject that was erased and is still named by its devices. */
  readonly gone: string | null
  /** The subject's own key, wrapped. */
  readonly key: string | null
}

/** What a batch came to: one answer per command in order, and the one step that stores it. */
export interface Decided {
  readonly answers: readonly Answered[]
  /** `null` where there is nothing to store. */
  readonly step: Step | null
  /** Whose it is now; `null` where still nobody is known, or nobody any more. */
  readonly id: string | null
  readonly subject: Subject
}

/** Client ids live so long; what is older and not known is not taken any more. */
const idsLive = 90 * 86_400_000

/** A batch while it is being decided. */
interface Run {
  readonly plan: Plan
  readonly start: Start
  readonly now: number
  subject: Subject
  /** Whether there is a subject, from the start or by now. */
  exists: boolean
  readonly commands: Committed[]
  /** What was decided in this batch, by id. */
  readonly here: Map<string, Committed>
}

/**
 * Decides commands in their order, each on what the one before it left. Pure: it is run again when the step
 * lost a race. Answers that were given before are given again, to the byte.
 */
export function decideAll(plan: Plan, start: Start, asked: readonly Asked[], now: number): Decided {
  const { subject, id } = start
  const run: Run = {
    plan: planFor(plan, start),
    start,
    now,
    subject,
    exists: id !== null,
    commands: [],
    here: new Map(),
  }
  const answers = asked.map(
    (one) => answeredBefore(run, one) ?? refusedAtOnce(run, one) ?? needless(run, one) ?? decided(run, one),
  )
  if (!run.exists) return { answers: answers.map((one) => unheard(start, one)), step: null, id: null, subject }
  const step = run.commands.length > 0 ? stepOf(run, asked) : null
  return { answers, step, id: run.subject.erasedAt === null ? ownId(start) : null, subject: run.subject }
}

const ownId = ({ id, newId }: Start): string => id ?? newId

/** Keys are each subject's own, and codes are not: two members with the same key have two coupons. */
const planFor = (plan: Plan, start: Start): Plan => ({
  ...plan,
  codeOf: (command) => plan.codeOf(`${ownId(start)}:${command}`),
})

/** Without a subject there is nothing that a no, a withdrawal or an exit could be kept with. */
const unheard = ({ answered }: Start, one: Answered): Answered =>
  one.answer.ok && !Object.hasOwn(answered, one.answer.id) ? refusedWith(one.answer.id, refusal('no_subject')) : one

const refusedWith = (id: string, error: Refusal): Answered => ({ answer: { id, ok: false, error }, known: false })

/** Law 7: what was asked before gets its first answer; another thing under its id gets none. */
function answeredBefore({ start, here }: Run, one: Asked): Answered | undefined {
  if (one.subject !== null && one.subject !== start.id && one.subject !== start.gone)
    return refusedWith(one.id, refusal('wrong_subject'))
  const stored = Object.hasOwn(start.answered, one.id) ? start.answered[one.id] : undefined
  const first = stored ?? here.get(one.id)
  if (!first || one.hash === null) return undefined
  if (first.hash !== one.hash) return refusedWith(one.id, refusal('id_reused'))
  return { answer: first.answer as unknown as Answered['answer'], known: true }
}

/** What may still happen to somebody who was erased: their coupon is handed in, or a legal duty's time is over. */
export const outlives = ({ command }: Asked): boolean => command?.type === 'use' || command?.type === 'due'

/** What needs no decision, and is not remembered: it would be refused for ever, or is no command. */
function refusedAtOnce({ start, exists, subject, now }: Run, one: Asked): Answered | undefined {
  const no = (code: Parameters<typeof refusal>[0]) => refusedWith(one.id, refusal(code))
  const begins = one.whenNobody === 'founds' && one.command?.type === 'accept'
  if (subject.erasedAt !== null && !outlives(one)) return no('erased')
  // What the erased one said counts for nobody, and least of all for whoever begins anew in the same batch.
  if (start.gone !== null && (one.subject === start.gone || (!exists && !begins))) return no('erased')
  if (one.refusal) return refusedWith(one.id, one.refusal)
  if (!exists && one.whenNobody === 'refused') return no('no_subject')
  const made = madeAt(one.id)
  return made !== undefined && made < now - idsLive ? no('expired_id') : undefined
}

const needless = ({ subject }: Run, { id, unless }: Asked): Answered | undefined =>
  unless?.(subject) ? { answer: { id, ok: true, outcome: {} }, known: false } : undefined

function decided(run: Run, one: Asked): Answered {
  const command = settled(one, run)
  const result = decide(run.plan, run.subject, command, run.now)
  const answer: Answered['answer'] = result.ok
    ? {
        id: one.id,
        ok: true,
        outcome: ledgerOutcome(run.plan, run.subject, command, result.value),
        ...(one.follows && { follows: one.follows(command) }),
      }
    : { id: one.id, ok: false, error: result.error }
  if (!result.ok && isFleeting(one, result.error.code)) return { answer, known: false }
  const committed: Committed = {
    id: one.id,
    hash: one.hash as string,
    answer: answer as unknown as Json,
    logged: isLogged(result),
    said: isLogged(result) ? saidIn(command, result) : null,
    events: result.ok ? result.value : [],
  }
  run.subject = after(run.subject, result)
  run.exists ||= result.ok && one.whenNobody === 'founds'
  run.commands.push(committed)
  run.here.set(one.id, committed)
  return { answer, known: false }
}

/** How it was said; a notice that is none of this program's is the sender's own text, and is not kept. */
function saidIn(command: Command, result: ReturnType<typeof decide>): Said {
  const { notice, ...rest } = saidOf(command)
  const isStrange = !result.ok && result.error.code === 'wrong_notice'
  return notice === undefined || isStrange ? rest : { ...rest, notice }
}

/** A device's exit from what never was: its names are the sender's own, and are not kept. Nor is that nothing is due. */
const isFleeting = ({ sender, fleeting }: Asked, code: RefusalCode): boolean =>
  code === 'nothing_due' || fleeting === true || (sender === 'device' && code.startsWith('unknown_'))

/** The command with what only the server knows: whose it is, that nothing was said later than now, and now itself. */
function settled({ command, giverLogin, lasts }: Asked, { start, now, plan }: Run): Command {
  const own = { ...(command as Command), subject: ownId(start), at: Math.min((command as Command).at, now) }
  if (own.type === 'hold' && lasts !== undefined) return { ...own, until: calendarOf(plan).later(now, lasts) }
  const isSelf = giverLogin !== undefined && giverLogin === (start.login ?? start.bind)
  return isSelf && (own.type === 'award' || own.type === 'did') ? { ...own, giver: own.subject } : own
}

function stepOf({ plan, start, subject, commands }: Run, asked: readonly Asked[]): Step {
  const binds = start.bind !== null && start.login === null && subject.erasedAt === null
  const notices = noticesOf(plan, commands, asked)
  return {
    subject: ownId(start),
    before: start.subject,
    after: subject,
    commands,
    ...(binds && { login: start.bind as string }),
    ...(notices.length > 0 && { notices }),
  }
}

/** The words that were shown with each offer that was taken up, so that the hash in the evidence can be read. */
function noticesOf(plan: Plan, commands: readonly Committed[], asked: readonly Asked[]): readonly Notice[] {
  const accepted = new Set(
    commands
      .filter(({ events }) => events.some(({ type }) => type === 'accepted' || type === 'begun'))
      .map(({ id }) => id),
  )
  const found = new Map<string, Notice>()
  for (const { id, shown } of asked)
    if (shown && commands.some((one) => one.id === id && one.events.length > 0)) found.set(shown.hash, shown)
  for (const { id, command } of asked)
    if (accepted.has(id) && (command?.type === 'accept' || command?.type === 'enrol')) {
      const notice = plan.notice(command.offer, command.evidence.notice.variant)
      found.set(notice.hash, notice)
    }
  return [...found.values()]
}

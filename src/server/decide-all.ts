import type { Json } from '../core/json.js'
import type { Notice } from '../core/program/notice.js'
import type { Plan } from '../core/program/plan.js'
import type { Command } from '../core/subject/command.js'
import { decide } from '../core/subject/decide.js'
import { after, isLogged } from '../core/subject/evolve.js'
import { type Answer, outcomeOf } from '../core/subject/outcome.js'
import { type Refusal, refusal } from '../core/subject/refusal.js'
import type { Subject } from '../core/subject/subject.js'
import type { Committed, Loaded, Step } from '../ports/store.js'
import type { Answered, Asked } from './asked.js'
import { madeAt } from './uuid.js'

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

/**
 * Decides commands in their order, each on what the one before it left. Pure: it is run again when the step
 * lost a race. Answers that were given before are given again, to the byte.
 */
export function decideAll(plan: Plan, start: Start, asked: readonly Asked[], now: number): Decided {
  let subject = start.subject
  let exists = start.id !== null
  const id = start.id ?? start.newId
  const answers: Answered[] = []
  const commands: Committed[] = []
  const here = new Map<string, { readonly hash: string | null; readonly answer: Answer }>()
  for (const one of asked) {
    if (one.subject !== null && one.subject !== start.id && one.subject !== start.gone) {
      answers.push(refusedWith(one.id, refusal('wrong_subject')))
      continue
    }
    const ready = answeredBefore(start, one, here) ?? refusedAtOnce(start, one, exists, subject, now)
    if (ready) {
      answers.push(ready)
      if (!here.has(one.id)) here.set(one.id, { hash: one.hash, answer: ready.answer })
      continue
    }
    const command = settled(one, id, start.login, now)
    const decided = decide(plan, subject, command, now)
    const answer: Answer = decided.ok
      ? { id: one.id, ok: true, outcome: outcomeOf(command, decided.value) }
      : { id: one.id, ok: false, error: decided.error }
    subject = after(subject, decided)
    exists ||= decided.ok && one.whenNobody === 'founds'
    commands.push({
      id: one.id,
      hash: one.hash as string,
      answer: answer as unknown as Json,
      logged: isLogged(decided),
      events: decided.ok ? decided.value : [],
    })
    answers.push({ answer, known: false })
    here.set(one.id, { hash: one.hash, answer })
  }
  if (!exists) return { answers: answers.map(unheard), step: null, id: null, subject: start.subject }
  const step = commands.length > 0 ? stepOf(plan, start, id, subject, commands, asked) : null
  return { answers, step, id: subject.erasedAt === null ? id : null, subject }
}

/** Without a subject there is nothing that a no, a withdrawal or an exit could be kept with. */
const unheard = ({ answer, known }: Answered): Answered =>
  answer.ok && !known ? refusedWith(answer.id, refusal('no_subject')) : { answer, known }

const refusedWith = (id: string, error: Refusal): Answered => ({ answer: { id, ok: false, error }, known: false })

/** Law 7: what was asked before gets its first answer; another thing under its id gets none. */
function answeredBefore(
  start: Start,
  one: Asked,
  here: ReadonlyMap<string, { readonly hash: string | null; readonly answer: Answer }>,
): Answered | undefined {
  const stored = Object.hasOwn(start.answered, one.id) ? start.answered[one.id] : undefined
  const first = stored ?? here.get(one.id)
  if (!first || one.hash === null) return undefined
  if (first.hash !== one.hash) return refusedWith(one.id, refusal('id_reused'))
  return { answer: first.answer as unknown as Answer, known: stored !== undefined }
}

/** What needs no decision, and is not stored: the same command would be refused for ever, or is none. */
function refusedAtOnce(start: Start, one: Asked, exists: boolean, subject: Subject, now: number): Answered | undefined {
  const no = (code: Refusal['code']) => refusedWith(one.id, refusal(code))
  const begins = one.whenNobody === 'founds' && one.command?.type === 'accept'
  if (subject.erasedAt !== null) return no('erased')
  if (start.gone !== null && !exists && (one.subject === start.gone || !begins)) return no('erased')
  if (one.refusal) return refusedWith(one.id, one.refusal)
  if (!exists && one.whenNobody === 'refused') return no('no_subject')
  const made = madeAt(one.id)
  return made !== undefined && made < now - idsLive ? no('expired_id') : undefined
}

/** The command with what only the server knows: whose it is, and that nothing was said later than now. */
function settled({ command, giverLogin }: Asked, subject: string, login: string | null, now: number): Command {
  const own = { ...(command as Command), subject, at: Math.min((command as Command).at, now) }
  return own.type === 'award' && giverLogin !== undefined && giverLogin === login ? { ...own, giver: subject } : own
}

function stepOf(
  plan: Plan,
  start: Start,
  id: string,
  subject: Subject,
  commands: readonly Committed[],
  asked: readonly Asked[],
): Step {
  const binds = start.bind !== null && start.login === null && subject.erasedAt === null
  const notices = noticesOf(plan, commands, asked)
  return {
    subject: id,
    before: start.subject,
    after: subject,
    commands,
    ...(binds && { login: start.bind as string }),
    ...(notices.length > 0 && { notices }),
  }
}

/** The words that were shown with each offer that was taken up, so that the hash in the evidence can be read. */
function noticesOf(plan: Plan, commands: readonly Committed[], asked: readonly Asked[]): readonly Notice[] {
  const found = new Map<string, Notice>()
  const accepted = new Set(commands.flatMap((one) => (one.events.some((e) => e.type === 'accepted') ? [one.id] : [])))
  for (const { id, command } of asked)
    if (accepted.has(id) && (command?.type === 'accept' || command?.type === 'enrol')) {
      const notice = plan.notice(command.offer, command.evidence.notice.variant)
      found.set(notice.hash, notice)
    }
  return [...found.values()]
}

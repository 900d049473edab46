import type { Desk } from '../desk.js'
import type { Answered, Asked } from './asked.js'
import { checked, type Prepared, prepared, withAnswers } from './asked-by-backend.js'
import type { BackendAnswer } from './backend-call.js'
import { sound } from './call-shape.js'
import { performEach } from './complete-halves.js'
import { second } from './halves.js'
import { keptBack } from './kept-back.js'
import { type Calls, type Met, meet } from './met.js'
import { type Performed, perform } from './perform.js'
import type { Who } from './reference.js'

interface Person {
  readonly who: Who
  readonly calls: readonly Prepared[]
}

/**
 * The backend's calls for different people, each person's in their order: first what givers may give, then the calls
 * themselves, then what receivers are credited.
 *
 * @throws EvenhandedError `store_failed`, `busy`, `not_migrated`; `bad_reference`, `bad_call`
 */
export async function answerCalls(desk: Desk, people: readonly Calls[]): Promise<readonly BackendAnswer[][]> {
  const all = people.map(({ who, calls }) => ({ who, calls: calls.map(sound) }))
  const met = await meet(desk, all)
  const now = desk.clock?.() ?? Date.now()
  const kept = await keptBack(desk, all)
  const ready = await Promise.all(all.map((one, n) => readied(desk, one, met, kept[n], now)))
  const refused = await refusedByGivers(desk, ready)
  const done = await perform(
    desk,
    ready.map(({ who, calls }) => ({ who, asked: calls.map(({ asked }) => refused.get(asked)?.instead ?? asked) })),
  )
  await credited(desk, ready, done)
  return done.map((one, n) => {
    const isKnown = ({ asked }: Prepared) => refused.get(asked)?.known ?? false
    return answersOf(one).map((answer, nth) => {
      const own = ready[n]?.calls[nth]
      return !answer.ok && own && isKnown(own) ? { ...answer, known: true } : answer
    })
  })
}

async function readied(
  desk: Desk,
  { who, calls }: Calls,
  met: Met,
  kept: Asked['suppressed'],
  now: number,
): Promise<Person> {
  const own = calls.map((call) => {
    const one = prepared(desk, who, call, met, now)
    return kept && call.type === 'reverse' ? { ...one, asked: { ...one.asked, suppressed: kept } } : one
  })
  const hasAnswers = calls.some(({ type }) => withAnswers.has(type))
  return { who, calls: hasAnswers ? await Promise.all(own.map((one) => checked(desk, one))) : own }
}

/** What is asked in place of a call whose giver may not give: nothing, and their refusal is the answer. */
interface Refused {
  readonly instead: Asked
  /** They had been asked before. */
  readonly known: boolean
}

async function refusedByGivers(desk: Desk, people: readonly Person[]): Promise<ReadonlyMap<Asked, Refused>> {
  const firsts = people.flatMap(({ calls }) =>
    calls.flatMap(({ asked, before }) => (before ? [{ asked, before }] : [])),
  )
  const answers = await performEach(
    desk,
    firsts.map(({ before }) => before),
  )
  const refused = new Map<Asked, Refused>()
  for (const [n, { asked }] of firsts.entries()) {
    const { answer, known } = answers[n] as Answered
    if (!answer.ok) refused.set(asked, { instead: { ...asked, refusal: answer.error }, known })
  }
  return refused
}

/** What was given arrives: also where it was given before, since only that may have been stored. */
async function credited(desk: Desk, people: readonly Person[], done: readonly Performed[]): Promise<void> {
  const seconds = people.flatMap(({ calls }, n) =>
    calls.flatMap(({ asked, to }, nth) => {
      const answer = done[n]?.answers[nth]?.answer
      return to && answer?.ok && answer.follows ? [{ who: to, asked: second(answer.follows, asked.hash) }] : []
    }),
  )
  await performEach(desk, seconds)
}

/** What a person's commands were answered with, as the backend is told. */
export const answersOf = ({ answers, subject }: Performed): BackendAnswer[] =>
  answers.map(({ answer, known }) =>
    answer.ok ? { ok: true, outcome: answer.outcome, subject, known } : { ok: false, error: answer.error, known },
  )

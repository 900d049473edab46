import type { Names } from '../core/program/program.js'
import type { Asked } from './asked.js'
import { askedByBackend, checked, whoIs } from './asked-by-backend.js'
import type { BackendAnswer, BackendCall, Reference } from './backend-call.js'
import { commit, type Done, type Job } from './commit.js'
import type { Desk } from './desk.js'
import { type Who, whoseMember } from './whose.js'

/** One person's calls, in the order in which they count. */
export interface BulkRequest<N extends Names = Names> {
  readonly subject: Reference
  readonly calls: readonly BackendCall<N>[]
}

/** So many calls make one chunk of two round trips. */
const chunk = 4_000

/**
 * Many calls for many people, two round trips per chunk of them. Each person's calls are one step; a chunk
 * is not: who lost a race is done again, and what was done before an error stays done, so that the same
 * bulk may be sent again.
 *
 * @returns per request its answers, in order
 * @throws EvenhandedError `store_failed`, `busy`, `not_migrated`; `bad_reference`, `bad_call`
 */
export async function bulk(desk: Desk, requests: readonly BulkRequest[]): Promise<readonly BackendAnswer[][]> {
  const now = desk.clock?.() ?? Date.now()
  const people = grouped(desk, requests)
  const answers = requests.map((): BackendAnswer[] => [])
  for (let from = 0; from < people.length; ) {
    const jobs: { readonly job: Job; readonly of: readonly number[] }[] = []
    for (let calls = 0; from < people.length && calls < chunk; from++) {
      const { who, parts } = people[from] as Person
      const asked = await askedFor(
        desk,
        who,
        parts.flatMap(({ calls }) => calls),
        now,
      )
      calls += asked.length
      const whose = whoseMember(
        who,
        asked.map(({ id }) => id),
      )
      jobs.push({ job: { ...whose, asked }, of: parts.flatMap(({ index, calls }) => calls.map(() => index)) })
    }
    const done = await commit(
      desk,
      jobs.map(({ job }) => job),
    )
    for (const [at, { of }] of jobs.entries())
      for (const [nth, answer] of answersOf(done[at] as Done).entries()) answers[of[nth] as number]?.push(answer)
  }
  return answers
}

interface Person {
  readonly who: Who
  readonly parts: { readonly index: number; readonly calls: readonly BackendCall[] }[]
}

/** One job per person, however often a person is named: two steps from one reading would race each other. */
function grouped(desk: Desk, requests: readonly BulkRequest[]): readonly Person[] {
  const people = new Map<string, Person>()
  for (const [index, { subject, calls }] of requests.entries()) {
    const name = JSON.stringify(subject)
    const person = people.get(name) ?? { who: whoIs(desk, subject), parts: [] }
    person.parts.push({ index, calls })
    people.set(name, person)
  }
  return [...people.values()]
}

async function askedFor(desk: Desk, who: Who, calls: readonly BackendCall[], now: number): Promise<readonly Asked[]> {
  const asked = calls.map((call) => askedByBackend(desk, who, call, now))
  const hasAnswers = calls.some(({ type }) => type === 'accept' || type === 'rectify')
  return hasAnswers ? Promise.all(asked.map((one) => checked(desk, one))) : asked
}

/** What a job's answers are to the backend. */
const answersOf = ({ answers, step, id }: Done): readonly BackendAnswer[] =>
  answers.map(({ answer, known }) =>
    answer.ok
      ? { ok: true, outcome: answer.outcome, subject: step?.subject ?? id, known }
      : { ok: false, error: answer.error, known },
  )

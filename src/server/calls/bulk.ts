import type { Names } from '../../core/program/program.js'
import type { Desk } from '../desk.js'
import { answerCalls } from './answer-calls.js'
import type { BackendAnswer, BackendCall } from './backend-call.js'
import { type Reference, type Who, whoIs } from './reference.js'

/** One person's calls, in the order in which they count. */
export interface BulkRequest<N extends Names = Names> {
  readonly subject: Reference
  readonly calls: readonly BackendCall<N>[]
}

/** So many calls make one chunk. */
const chunk = 4_000

/**
 * Many calls for many people, two round trips per chunk of them; what concerns two people takes two more, and awards
 * and spendings that need no decision take one. Each person's calls are one step; a chunk is not: who lost a race is
 * done again, and what was done before an error stays done, so that the same bulk may be sent again.
 *
 * @returns per request its answers, in order
 * @throws EvenhandedError `store_failed`, `busy`, `not_migrated`; `bad_reference`, `bad_call`
 */
export async function bulk(desk: Desk, requests: readonly BulkRequest[]): Promise<readonly BackendAnswer[][]> {
  const people = grouped(desk, requests)
  const answers = requests.map((): BackendAnswer[] => [])
  for (let from = 0; from < people.length; ) {
    const own: Person[] = []
    for (let calls = 0; from < people.length && calls < chunk; from++) {
      const person = people[from] as Person
      own.push(person)
      calls += person.calls.length
    }
    const said = await answerCalls(desk, own)
    for (const [at, { of }] of own.entries())
      for (const [nth, index] of of.entries()) answers[index]?.push(said[at]?.[nth] as BackendAnswer)
  }
  return answers
}

interface Person {
  readonly who: Who
  readonly calls: BackendCall[]
  /** The request of each call. */
  readonly of: number[]
}

/** One job per person, however often a person is named: two steps from one reading would race each other. */
function grouped(desk: Desk, requests: readonly BulkRequest[]): readonly Person[] {
  const people = new Map<string, Person>()
  for (const [index, { subject, calls }] of requests.entries()) {
    const name = JSON.stringify(subject)
    const person = people.get(name) ?? { who: whoIs(desk, subject), calls: [], of: [] }
    people.set(name, person)
    for (const call of calls) {
      person.calls.push(call)
      person.of.push(index)
    }
  }
  return [...people.values()]
}

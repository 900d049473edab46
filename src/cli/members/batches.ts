import { setImmediate } from 'node:timers/promises'
import type { BackendAnswer, BackendCall, Server } from 'evenhanded/server'

/** One person's calls, and who is told what came of them. */
export interface Person {
  readonly login: string
  readonly calls: readonly BackendCall[]
  take(answers: readonly BackendAnswer[]): void
}

/** So many calls go to the server at once: few enough that memory stays small, many enough that trips don't count. */
const most = 1_000

export interface Batches {
  add(person: Person): Promise<void>
  end(): Promise<void>
}

/** Sends people's calls in batches, each person's in one of them. */
export function batches(server: Server): Batches {
  let part: Person[] = []
  let calls = 0
  const send = async (): Promise<void> => {
    const people = part
    part = []
    calls = 0
    const answers = await server.bulk(people.map(({ login, calls }) => ({ subject: { login }, calls })))
    for (const [n, person] of people.entries()) person.take(answers[n] ?? [])
    // PGlite answers without ever leaving the process: signals and the progress bar get their turn here.
    await setImmediate()
  }
  return {
    async add(person) {
      part.push(person)
      calls += person.calls.length
      if (calls >= most) await send()
    },
    async end() {
      if (part.length > 0) await send()
    },
  }
}

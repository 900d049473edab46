import type { SubjectCommand } from '../../../src/core/subject/command.js'
import type { Answer } from '../../../src/core/subject/outcome.js'
import type { Site } from './site.js'

/** What became of one command at the real server. */
export interface Told {
  readonly command: SubjectCommand
  readonly answer: Answer
}

/** Everything that the real server has decided, by id in the order of its first answers. */
export function decided({ taken }: Site): ReadonlyMap<string, Told> {
  const told = new Map<string, Told>()
  for (const { commands, results } of taken)
    for (const answer of results) {
      const command = commands.find(({ id }) => id === answer.id)
      if (command && !told.has(answer.id) && !isPassing(answer)) told.set(answer.id, { command, answer })
    }
  return told
}

/** Said of who asked, not of what: asked again by its owner, the same command is decided. */
const isPassing = (answer: Answer): boolean =>
  !answer.ok && (answer.error.code === 'wrong_subject' || answer.error.code === 'no_subject')

/** Whether something came in more than last words: what a page sends while it goes may be written nowhere yet. */
export const wasKept = ({ seen }: Site, id: string): boolean =>
  seen.some(({ headers, body }) => headers['x-last-word'] === undefined && body.includes(id))

/** Ids that were answered in two ways, which would be a promise broken. */
export function answeredTwice({ taken }: Site): readonly string[] {
  const first = new Map<string, string>()
  const twice = new Set<string>()
  for (const { results } of taken)
    for (const answer of results) {
      if (isPassing(answer)) continue
      const text = JSON.stringify(answer)
      if ((first.get(answer.id) ?? text) !== text) twice.add(answer.id)
      first.set(answer.id, text)
    }
  return [...twice]
}

/** The notes of the stamps that count, in the order in which the server took them; one that counted twice stands twice. */
export const notesTaken = (site: Site): readonly string[] =>
  [...decided(site).values()].flatMap(({ command, answer }) =>
    command.type === 'accept' && command.offer === 'stamp' && answer.ok ? [String(command.answers.note)] : [],
  )

/** Points that these commands are worth, each counted once. */
export function worth(site: Site): number {
  const all = [...decided(site).values()].filter(({ answer }) => answer.ok).map(({ command }) => command)
  const accepted = (offer: string) => all.filter((one) => one.type === 'accept' && one.offer === offer)
  const joined = accepted('membership')
  const hasBirthday = joined.some((one) => one.type === 'accept' && 'birthday' in one.answers)
  const redeemed = all.filter(({ type }) => type === 'redeem')
  return (joined.length > 0 ? 500 : 0) + (hasBirthday ? 100 : 0) + accepted('stamp').length - 3 * redeemed.length
}

import type { Settled } from '../settled.js'
import type { Held } from './held.js'
import type { Founding } from './home.js'
import type { Sending } from './outbox.js'

/** In ms; by then the cookie is on the disk. */
const lives = 60_000

/** What the server has just founded somebody by: up to the first acceptance that it took. */
export function foundedBy({ clock }: Held, sent: Sending, answers: readonly Settled[]): Founding | undefined {
  const taken = new Set(answers.filter(({ ok }) => ok).map(({ id }) => id))
  const end = sent.commands.findIndex(({ id, type }) => type === 'accept' && taken.has(id))
  if (sent.subject !== null || end < 0) return undefined
  return { commands: sent.commands.slice(0, end + 1), program: sent.program, at: clock() }
}

/** What of it outlasts a word of the server's: nothing once it is old, or somebody has taken something back. */
export const carried = ({ home, clock }: Held, sent?: Sending): Founding | undefined =>
  home?.founding && clock() - home.founding.at < lives && (sent?.commands ?? []).every(({ type }) => type === 'accept')
    ? home.founding
    : undefined

/** What brings a lost session back. */
export const founding = ({ home }: Held): Sending | undefined =>
  home?.founding && { ...home.founding, subject: null, stamp: home.stamp }

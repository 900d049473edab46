import type { SubjectCommand } from '../../core/subject/command.js'
import { commandEvent } from '../events.js'
import type { Settled } from '../settled.js'
import type { Held } from './held.js'

type Commands = ReadonlyMap<string, SubjectCommand>

/** Every command that this page knows of, by its id. */
export const known = ({ waiting, board }: Held, sent: readonly SubjectCommand[] = []): Commands =>
  new Map([...waiting.commands(), ...board.get().unsent, ...sent].map((command) => [command.id, command]))

/** So many answers are remembered as told: they may come from the server, from other tabs, and again. */
const most = 5_000

/** Tells whoever waits or listens on this page, once of each answer. */
export function report({ board, waiting, told }: Held, answers: readonly Settled[], commands: Commands): void {
  const parked = new Set(board.get().parked.map(({ command }) => command.id))
  for (const answer of answers) {
    const command = commands.get(answer.id)
    waiting.answer(answer)
    if (!command || told.has(answer.id)) continue
    told.add(answer.id)
    for (const id of told) if (told.size > most) told.delete(id)
    const event = commandEvent(command, answer)
    board.emit('settled', event)
    if (event.code) board.emit('rolled-back', event)
    if (parked.has(answer.id)) board.emit('parked', event)
  }
}

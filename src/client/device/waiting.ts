import type { SubjectCommand } from '../../core/subject/command.js'
import type { Settled } from '../settled.js'

/** Who waits for the answer to what this page has said. */
export interface Waiting {
  add(command: SubjectCommand): Promise<Settled>
  commands(): readonly SubjectCommand[]
  answer(answer: Settled): void
  /** What was said as nobody is this person's; or somebody's who has left, where none is named. */
  adopt(subject?: string): void
}

export function createWaiting(): Waiting {
  const waiting = new Map<string, { readonly command: SubjectCommand; readonly resolve: (answer: Settled) => void }>()
  return {
    add: (command) => new Promise((resolve) => waiting.set(command.id, { command, resolve })),
    commands: () => [...waiting.values()].map(({ command }) => command),
    answer(answer) {
      waiting.get(answer.id)?.resolve(answer)
      waiting.delete(answer.id)
    },
    adopt(subject = '') {
      for (const [id, { command, resolve }] of waiting)
        if (command.subject === null) waiting.set(id, { command: { ...command, subject }, resolve })
    },
  }
}

import { SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.js'

/** How far a step is; on a terminal alone, and gone when it is done. */
export interface Progress {
  start(what: string, total: number): void
  update(value: number): void
  stop(): void
}

export function progressOn({ watched }: Terminal): Progress {
  if (!watched) return { start: () => undefined, update: () => undefined, stop: () => undefined }
  const bar = new SingleBar({
    stream: watched,
    format: '{what} {bar} {percentage} %',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
  })
  return {
    start: (what, total) => bar.start(total, 0, { what }),
    update: (value) => bar.update(value),
    stop: () => bar.stop(),
  }
}

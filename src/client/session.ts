import type { Plan } from '../core/program/plan.js'
import type { Clock } from '../ports/clock.js'
import type { OpenStorage } from '../ports/storage.js'
import type { Board } from './board.js'
import type { Client, Settled } from './client.js'
import type { ServerAddress } from './line.js'
import type { Keeper } from './say.js'

export interface Session extends Keeper, Pick<Client, 'ready' | 'sync' | 'signOut' | 'switchSubject' | 'close'> {
  forget(): Promise<void>
}

export function createSession({
  board,
}: {
  plan: Plan
  board: Board
  clock: Clock
  newId: () => string
  server: ServerAddress | undefined
  fetch: (url: string, init: RequestInit) => Promise<Response>
  open: OpenStorage | undefined
}): Session {
  const forget = async () => board.set({ subject: null })
  return {
    ready: Promise.resolve().then(() => board.set({ phase: 'ready', storage: 'memory' })),
    command: () => ({ kept: Promise.resolve(), settled: new Promise<Settled>(() => undefined) }),
    local: async () => undefined,
    forget,
    sync: async () => undefined,
    signOut: forget,
    switchSubject: async (subject) => board.set({ subject }),
    close: () => undefined,
  }
}

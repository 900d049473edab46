import type { Board } from './board.js'

/** Acts at once where storage has been read, else as soon as it has: what is said first is decided first. */
export type WhenReady = <Value>(act: () => Promise<Value>) => Promise<Value>

export const whenReady =
  (board: Board, session: { readonly ready: Promise<void> }): WhenReady =>
  (act) =>
    board.get().phase === 'ready' ? act() : session.ready.then(act)

import { refused } from '../../core/result.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Board } from '../picture/board.js'
import type { WhenReady } from '../picture/when-ready.js'

/** Somebody else is here by now, and nothing was said. */
export interface NotTheirs {
  readonly ok: false
  readonly error: Refusal
}

/**
 * A step of an act: goes on with a value, now where it is there and storage was read, else when both are. Nothing is
 * said in the name of who has come meanwhile: then it is refused as `wrong_subject`.
 */
export type Step = <Value, Next>(
  value: Value | Promise<Value>,
  go: (value: Value) => Promise<Next>,
) => Promise<Next | NotTheirs>

/** Begins an act in the name of who is here: all that it waits for goes through the steps of its own. */
export function inTheirName({ board, whenReady }: { readonly board: Board; readonly whenReady: WhenReady }): Step {
  const { person } = board.get()
  const when = <Next>(go: () => Promise<Next>) =>
    whenReady(async () => (board.get().person === person ? go() : notTheirs()))
  return (value, go) =>
    value instanceof Promise ? value.then((there) => when(() => go(there))) : when(() => go(value))
}

export const notTheirs = (): NotTheirs => refused(refusal('wrong_subject'))

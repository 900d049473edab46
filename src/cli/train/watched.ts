import type { EvaluateStep, TrainStep } from 'evenhanded/basket'
import type { Progress } from '../progress.js'

const words: { readonly [Step in TrainStep | EvaluateStep]: string } = {
  read: 'reading',
  count: 'counting',
  choose: 'choosing λ',
  solve: 'weighing',
  popularity: 'popularity',
  cosine: 'cosine',
  ease: 'EASE',
  reference: 'EASE in full precision',
}

/** Shows how far a work of several steps is: the bar begins anew with each of them. */
export async function watched<Step extends TrainStep | EvaluateStep, Value>(
  progress: Progress,
  what: string,
  work: (hear: (done: number, of: number, step: Step) => void) => Promise<Value>,
): Promise<Value> {
  let last: Step | undefined
  let all = 0
  const hear = (done: number, of: number, step: Step): void => {
    // Of how many there are, nobody knows yet.
    if (of === 0) return
    if (step !== last || of !== all) {
      if (last !== undefined) progress.stop()
      ;[last, all] = [step, of]
      progress.start(`${what}: ${words[step]}`, of)
    }
    progress.update(done)
  }
  try {
    return await work(hear)
  } finally {
    progress.stop()
  }
}

import { readModel } from 'evenhanded/basket'
import { type Among, choosing, timed } from './scoring.js'

/** Reads a model in the page; what it returns is microseconds a basket. */
function score(base64: string, baskets: readonly (readonly string[])[]): (among: Among) => number {
  const model = readModel(base64)
  if (!model.ok) throw new Error(model.error.message)
  const { similar, items } = model.value
  return (among) => timed(similar, baskets, choosing(items, among), 20)
}

/** Milliseconds to read a model. */
function reading(base64: string): number {
  const from = performance.now()
  if (!readModel(base64).ok) throw new Error('The model was refused')
  return performance.now() - from
}

const scoring = { score, reading }

declare global {
  interface Window {
    scoring: typeof scoring
    scored: (among: Among) => number
  }
}

window.scoring = scoring

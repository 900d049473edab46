import { readModel } from 'evenhanded/basket'
import { type Among, choosing, reading, timed } from './scoring.js'

/** Reads a model in the page; what it returns is microseconds a basket. */
function score(base64: string, baskets: readonly (readonly string[])[]): (among: Among) => number {
  const model = readModel(base64)
  if (!model.ok) throw new Error(model.error.message)
  const { similar, items } = model.value
  return (among) => timed(similar, baskets, choosing(items, among), 20)
}

const readingModel = (base64: string): number => reading(() => readModel(base64).ok)
const readingJson = (json: string): number => reading(() => Boolean(JSON.parse(json)))

const scoring = { score, readingModel, readingJson }

declare global {
  interface Window {
    scoring: typeof scoring
    scored: (among: Among) => number
  }
}

window.scoring = scoring

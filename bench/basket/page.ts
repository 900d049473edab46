import { readModel } from 'evenhanded/basket'
import { type Among, choosing, reading, timed } from './scoring.js'

/** Reads a model in the page; what it returns is microseconds a basket. */
function score(base64: string, baskets: readonly (readonly string[])[]): (among: Among) => number {
  const model = readModel(base64)
  if (!model.ok) throw new Error(model.error.message)
  const { similar, items } = model.value
  return (among) => timed(similar, baskets, choosing(items, among), 20)
}

/** Milliseconds, from bytes as a page fetches them. */
async function readingModel(base64: string): Promise<number> {
  const response = await fetch(`data:;base64,${base64}`)
  const bytes = await response.arrayBuffer()
  return reading(() => readModel(bytes).ok)
}

const readingJson = (json: string): number => reading(() => Boolean(JSON.parse(json)))

const scoring = { score, readingModel, readingJson }

export type Scoring = typeof scoring

declare global {
  interface Window {
    scoring: Scoring
  }
}

window.scoring = scoring

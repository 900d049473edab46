import { EvenhandedError, type Issue } from '../../core/error.js'
import { factsOf } from './head.js'
import { modelFrom } from './model-from.js'
import { quantise } from './quantised.js'
import { readContents } from './read-contents.js'
import type { ModelFacts, TrainedModel } from './trained-model.js'
import { weightFaults } from './weight-faults.js'
import type { Weights } from './weights.js'
import { writeContents } from './write-contents.js'

/**
 * The model of what was learned, wherever it was: its weights are rounded to a byte each, and it answers as it will after
 * it was written and read.
 *
 * @throws EvenhandedError `invalid_weights` where the weights or the facts are not as their types say
 *
 * @example
 * const model = modelOf(
 *   {
 *     ...{ items: ['boots', 'wax'], rows: 2, starts: Uint32Array.of(0, 1, 2) },
 *     ...{ targets: Uint32Array.of(1, 0), weights: Float32Array.of(0.7, 0.4) },
 *   },
 *   { program: 'alpine-shop', name: 'goesWith', date: '2026-11-22', method: 'cosine', minMembers: 5 },
 * )
 * model.similar(['boots']).items // [{ item: 'wax', score: 0.7, because: ['boots'] }]
 */
export function modelOf(weights: Weights, facts: ModelFacts): TrainedModel {
  const faults = weightFaults(weights)
  if (faults.length > 0) throw invalid(faults)
  const quantised = quantise(weights)
  const bytes = writeContents({ ...factsOf(facts), unit: quantised.unit, items: weights.items }, quantised)
  const contents = readContents(bytes)
  if (!contents.ok) {
    const { message, facts = {} } = contents.error
    const path = String(facts.what ?? 'facts')
    throw invalid([{ code: 'invalid_weights', path, message, remedy: 'Give what its type says.' }])
  }
  return modelFrom(bytes, contents.value)
}

const invalid = (issues: readonly Issue[]): EvenhandedError =>
  new EvenhandedError('invalid_weights', `No model can be made of these weights: ${issues[0]?.message}`, issues)

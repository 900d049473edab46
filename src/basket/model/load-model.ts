import type { Result } from '../../core/result.js'
import { mostBytes } from './layout.js'
import { type ModelRefusal, refuseModel } from './model-refusal.js'
import { type ReadModelOptions, readModel } from './read-model.js'
import type { TrainedModel } from './trained-model.js'

export interface LoadModelOptions extends ReadModelOptions {
  /** The page's own unless given. */
  readonly fetch?: (url: string | URL, init?: { readonly signal?: AbortSignal }) => Promise<Response>
  /** Gives up when it is aborted. */
  readonly signal?: AbortSignal
}

/**
 * Fetches a model and reads it.
 *
 * @returns the model, or a refusal with a `code`; it never rejects
 *
 * @example
 * const model = await loadModel('/goes-with.model', { program: 'alpine-shop', name: 'goesWith' })
 * if (!model.ok) console.warn(model.error.code, model.error.remedy)
 */
export async function loadModel(
  url: string | URL,
  options: LoadModelOptions = {},
): Promise<Result<TrainedModel, ModelRefusal>> {
  const { fetch: ask = fetch, signal } = options
  try {
    const response = await ask(url, signal && { signal })
    if (!response.ok) return refuseModel('no_answer', { status: response.status })
    const length = Number(response.headers.get('content-length'))
    if (length > mostBytes) return refuseModel('too_large', { bytes: length, most: mostBytes })
    return readModel(await response.arrayBuffer(), options)
  } catch (cause) {
    return refuseModel('no_answer', { why: String(cause) })
  }
}

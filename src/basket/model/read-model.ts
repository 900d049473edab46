import { ok, type Result } from '../../core/result.js'
import { fromBase64 } from './base64.js'
import type { Contents } from './contents.js'
import { mostBytes } from './layout.js'
import { modelFrom } from './model-from.js'
import { type ModelRefusal, refuseModel } from './model-refusal.js'
import { readContents } from './read-contents.js'
import type { TrainedModel } from './trained-model.js'

/** Which model is wanted; any other is refused. */
export interface ReadModelOptions {
  /** The program, and its model, that it was trained for. */
  readonly program?: string
  readonly name?: string
  /** `model.checksum` as it was when somebody looked at it. */
  readonly checksum?: string
  /** The catalogue: at least half of what the model knows has to be in it. */
  readonly items?: Iterable<string>
}

/**
 * Takes a model from wherever it lay, and trusts nothing in it.
 *
 * @param given its bytes, or the same as base 64, as a module may hold them
 * @returns the model, or a refusal with a `code`; it never throws
 *
 * @example
 * declare const bytes: Uint8Array
 * const model = readModel(bytes, { program: 'alpine-shop', name: 'goesWith' })
 * if (model.ok) model.value.similar(['boots'], { among: ['wax', 'laces'], top: 1 })
 */
export function readModel(
  given: Uint8Array | ArrayBuffer | string,
  options: ReadModelOptions = {},
): Result<TrainedModel, ModelRefusal> {
  const length = typeof given === 'string' ? (given.length / 4) * 3 : Number(given?.byteLength)
  if (length > mostBytes) return refuseModel('too_large', { bytes: length, most: mostBytes })
  const bytes = bytesOf(given)
  if (!bytes) return refuseModel('not_a_model')
  const contents = readContents(bytes)
  if (!contents.ok) return contents
  const other = unwanted(contents.value, options)
  return other ?? ok(modelFrom(bytes, contents.value))
}

/** A copy: what is looked at once must not change afterwards. */
function bytesOf(given: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof given === 'string') return fromBase64(given)
  try {
    if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice()
    // Of another window too, whose `ArrayBuffer` is another.
    const isBuffer = Object.prototype.toString.call(given).endsWith('ArrayBuffer]')
    return isBuffer ? new Uint8Array(given as ArrayBuffer).slice() : undefined
  } catch {
    // It was handed over to a worker meanwhile, and is no longer here.
    return undefined
  }
}

function unwanted({ facts, checksum, items }: Contents, wanted: ReadModelOptions) {
  const found = { program: facts.program, name: facts.name, checksum }
  for (const what of ['program', 'name', 'checksum'] as const) {
    const expected = wanted[what]
    if (expected !== undefined && expected !== found[what])
      return refuseModel('wrong_model', { what, expected, found: found[what] })
  }
  if (wanted.items === undefined) return undefined
  const catalogue = new Set(wanted.items)
  const known = items.filter((item) => catalogue.has(item)).length
  return known * 2 < items.length ? refuseModel('other_catalogue', { known, of: items.length }) : undefined
}

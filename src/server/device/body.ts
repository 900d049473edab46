import type { ProblemCode } from '../problem.js'

export type Text = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: ProblemCode }
export type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly code: ProblemCode }

/** Reads a JSON body of at most `most` bytes. */
export async function readJson(request: Request, most: number): Promise<Body> {
  const body = await readText(request, 'application/json', most)
  if (!body.ok) return body
  try {
    return { ok: true, value: JSON.parse(body.text) }
  } catch {
    return { ok: false, code: 'bad_json' }
  }
}

/** Reads a body of one type, in UTF-8. */
export async function readText(request: Request, wanted: string, most: number): Promise<Text> {
  const read = await readBytes(request, [wanted], most)
  if (typeof read === 'string') return { ok: false, code: read }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(read) }
  } catch {
    return { ok: false, code: 'bad_json' }
  }
}

/** Reads a body of one of these types. What is said of its length is not believed: it is counted. */
export async function readBytes(
  request: Request,
  wanted: readonly string[],
  most: number,
): Promise<Uint8Array<ArrayBuffer> | ProblemCode> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (!wanted.includes(type ?? '') || encoding !== 'identity') return 'unsupported_media_type'
  if (Number(request.headers.get('content-length') ?? 0) > most) return 'too_large'
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    // A sender who breaks off is no failure of ours, and nobody is left to hear more of it.
    const next = await reader.read().catch(() => undefined)
    if (!next) return 'bad_json'
    if (next.done) break
    size += next.value.byteLength
    if (size > most) {
      await reader.cancel()
      return 'too_large'
    }
    chunks.push(next.value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

import type { ProblemCode } from '../problem.js'
import { readBytes } from './body.js'

export type PostedEntries =
  | { readonly ok: true; readonly entries: readonly (readonly [name: string, value: unknown])[] }
  | { readonly ok: false; readonly code: ProblemCode }

const types = ['application/x-www-form-urlencoded', 'multipart/form-data']

/** Reads a form of at most `most` bytes, in either way in which browsers post one. */
export async function readPosted(request: Request, most: number): Promise<PostedEntries> {
  const bytes = await readBytes(request, types, most)
  if (typeof bytes === 'string') return { ok: false, code: bytes === 'bad_json' ? 'bad_request' : bytes }
  const headers = { 'content-type': request.headers.get('content-type') as string }
  try {
    return { ok: true, entries: [...(await new Response(bytes, { headers }).formData())] }
  } catch {
    return { ok: false, code: 'bad_request' }
  }
}

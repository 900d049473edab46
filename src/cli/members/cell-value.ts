import type { Field, Json } from 'evenhanded'

/** A cell as its field takes it, or why it does not. */
export type CellValue = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly why: string }

/**
 * What a field's schema takes of a cell: the text as it stands, else the JSON that it is (a number, `true`, a list). The
 * schema decides; the first that it takes counts.
 */
export async function cellValue({ schema }: Field, text: string): Promise<CellValue> {
  let why = ''
  for (const value of candidates(text)) {
    const read = await schema['~standard'].validate(value)
    if (!read.issues) return { ok: true, value }
    why ||= read.issues.map(({ message }) => message).join(' ')
  }
  return { ok: false, why }
}

/** What is no JSON costs an error: it is tried only where the text itself is not taken. */
function* candidates(text: string): Generator<Json> {
  yield text
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return
  }
  if (typeof value !== 'string') yield value
}

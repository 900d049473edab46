import type { Json } from '../../core/json.js'

/** One text per value: JSON without spaces, the names of each object sorted. */
export function canonical(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = value as { readonly [name: string]: Json | undefined }
  const parts: string[] = []
  for (const name of Object.keys(entries).sort()) {
    const one = entries[name]
    if (one !== undefined) parts.push(`${JSON.stringify(name)}:${canonical(one)}`)
  }
  return `{${parts.join(',')}}`
}

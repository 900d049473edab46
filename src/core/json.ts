/** What a command or an event may carry, and what a store may keep. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** A record without a prototype: a field may be named `constructor`, and nothing is inherited. */
export const record = <Value>(from?: { readonly [name: string]: Value }): { [name: string]: Value } =>
  Object.assign(Object.create(null), from)

/** Such a record of these entries. */
export const recordOf = <Value>(entries: Iterable<readonly [string, Value]>): { [name: string]: Value } =>
  record(Object.fromEntries(entries))

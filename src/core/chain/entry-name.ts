import type { ChainedLine } from './entry.js'

/** Which line it is: a version of a subject, or a number in one of its accounts. */
export type EntryName =
  | { readonly subject: string; readonly version: number }
  | { readonly subject: string; readonly currency: string; readonly seq: number }

export const nameOf = (line: ChainedLine): EntryName =>
  line.kind === 'log'
    ? { subject: line.subject, version: line.version }
    : { subject: line.subject, currency: line.transfer.currency, seq: line.transfer.seq }

/** As in `version 4 of 0190…` and `bonus 12 of 0190…`. */
export const nameText = (name: EntryName): string =>
  'version' in name ? `version ${name.version} of ${name.subject}` : `${name.currency} ${name.seq} of ${name.subject}`

/** Whether both are the same line, whatever stands in it. */
export function isNamed(line: ChainedLine, name: EntryName): boolean {
  if (line.kind === 'log') return 'version' in name && line.version === name.version && line.subject === name.subject
  const { currency, seq } = line.transfer
  return 'seq' in name && seq === name.seq && line.subject === name.subject && currency === name.currency
}

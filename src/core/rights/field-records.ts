import type { ConsentRecord } from '../consent/record.js'
import type { Program } from '../program/program.js'
import type { Subject } from '../subject/subject.js'
import { standingOf } from './standing.js'
import type { FieldRecorded, GroundRecorded, UseRecorded } from './subject-record.js'

/** A use, and of which field. */
export type UseOfField = Omit<UseRecorded, 'label'> & { readonly field: string }

/**
 * What is and was known of somebody, field by field in the order of the program; what an earlier version of it had comes
 * last.
 *
 * @param now epoch milliseconds
 */
export function fieldRecords(
  program: Program,
  subject: Subject,
  { uses, records }: { readonly uses: readonly UseOfField[]; readonly records: readonly ConsentRecord[] },
  now: number,
): readonly FieldRecorded[] {
  const history = records.flatMap(({ id: record, givenAt, entries }) =>
    entries.map((entry) => ({ ...entry, label: labelOf(program, entry.purpose), givenAt, record })),
  )
  const touched = [
    ...Object.keys(subject.known),
    ...Object.values(subject.grounds).flatMap((byField) => Object.keys(byField)),
    ...[...history, ...uses].map(({ field }) => field),
  ]
  const names = [...new Set([...Object.keys(program.fields).filter((name) => touched.includes(name)), ...touched])]
  return names.map((field): FieldRecorded => {
    const { label = field, kind = null, special = false } = program.fields[field] ?? {}
    const known = subject.known[field]
    return {
      field,
      label,
      kind,
      special,
      known: known
        ? {
            value: subject.values[field] ?? null,
            since: known.at,
            source: known.source,
            confirmed: known.confirmed ?? false,
          }
        : null,
      purposes: groundRecords(program, subject, field, now),
      history: history.filter((one) => one.field === field).map(({ field: _, ...one }) => one),
      uses: uses
        .filter((use) => use.field === field)
        .map(({ field: _, ...use }) => ({ ...use, label: labelOf(program, use.purpose) })),
    }
  })
}

function groundRecords(program: Program, subject: Subject, field: string, now: number): readonly GroundRecorded[] {
  return Object.entries(subject.grounds).flatMap(([purpose, byField]): GroundRecorded[] => {
    const ground = byField[field]
    if (!ground) return []
    const { basis, since, until = null, offers, terms = '' } = ground
    const { interest = null, parties = [] } = program.purposes[purpose] ?? {}
    const status = standingOf(program, subject, { purpose, field, ground }, now)
    return [
      {
        ...{ purpose, label: labelOf(program, purpose), basis, interest, status, since, until, offers, terms },
        parties: parties.flatMap((name) => program.parties[name] ?? []),
      },
    ]
  })
}

export const labelOf = ({ purposes }: Program, purpose: string): string => purposes[purpose]?.label ?? purpose

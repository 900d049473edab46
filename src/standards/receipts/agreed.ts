import type { ConsentRecord } from '../../core/consent/record.js'
import type { Program } from '../../core/program/program.js'
import { refused } from '../../core/result.js'
import type { ReceiptRefusal } from './receipt-refusal.js'

/** Why this program can't say what the record was about, if so: only the version that was shown has its words. */
export function otherProgram({ id, version, purposes, fields }: Program, record: ConsentRecord): Refused | undefined {
  const { program, entries } = record
  if (program.id !== id)
    return refused({
      code: 'other_program',
      message: `This record belongs to the program ${program.id}, not to ${id}.`,
      remedy: 'Pass its own program.',
    })
  if (program.version !== version)
    return refused({
      code: 'other_version',
      message: `This was agreed to under version ${program.version} of ${id}, and this is version ${version}.`,
      remedy: `Pass version ${program.version}; its words are the evidence.`,
    })
  const strange = entries.find(
    ({ purpose, field }) => !Object.hasOwn(purposes, purpose) || !Object.hasOwn(fields, field),
  )
  // What ends by itself was shown under an earlier version than the last one.
  if (strange)
    return refused({
      code: 'other_version',
      message: `Version ${version} of ${id} has no ${strange.field} for ${strange.purpose}.`,
      remedy: 'Pass an earlier version, which has both.',
    })
  return undefined
}

export type Refused = { readonly ok: false; readonly error: ReceiptRefusal }

import type { Purpose } from 'evenhanded'

/** By what a person says yes. */
const acts = ['tick', 'save', 'button', 'signal', 'staff'] as const
/** What is none, however often it stands in old systems (CJEU C-673/17, Planet49; GDPR recital 32). */
const noActs = ['preticked', 'silence']

export type OldAct = (typeof acts)[number]

export const isAct = (text: string): text is OldAct => (acts as readonly string[]).includes(text)

/** What the act may be, in words. */
export const actsInWords = [...acts, ...noActs].join(', ')

export const isKnownAct = (text: string): boolean => isAct(text) || noActs.includes(text)

/** What an old system knows of a consent; empty where it does not. */
export interface OldEvidence {
  readonly act: string
  readonly givenAt: number | undefined
  readonly notice: string
  readonly reference: string
  readonly confirmedAt: number | undefined
  readonly bundled: 'yes' | 'no' | ''
}

/**
 * How good the proof of an old consent is:
 *
 * - `proven`: who, when, by what act, after what notice, where the proof lies, not bundled, and confirmed where that is
 *   wanted (GDPR Art. 7(1); EDPB guidelines 05/2020, 104 to 108);
 * - `bundled`: it came with something else, so it was not free (Art. 7(2) and (4)), whatever its proof;
 * - `partial`: some of it is there; `missing` names the rest;
 * - `unproven`: nothing of it is.
 */
export interface Grade {
  readonly grade: 'proven' | 'partial' | 'bundled' | 'unproven'
  readonly missing: readonly string[]
}

export function gradeOf(evidence: OldEvidence, { basis, confirm }: Pick<Purpose, 'basis' | 'confirm'>): Grade {
  const { act, givenAt, notice, reference, confirmedAt, bundled } = evidence
  if (bundled === 'yes') return { grade: 'bundled', missing: [] }
  const proof = {
    act: isAct(act) && (basis !== 'explicit-consent' || isExplicit(act)),
    given_at: givenAt !== undefined,
    notice: notice !== '',
    reference: reference !== '',
  }
  const rest = { bundled: bundled === 'no', confirmed_at: confirm !== true || confirmedAt !== undefined }
  const isThere = Object.values(proof).some(Boolean)
  const missing = Object.entries({ ...proof, ...rest }).flatMap(([part, there]) => (there ? [] : [part]))
  if (missing.length === 0) return { grade: 'proven', missing }
  return isThere ? { grade: 'partial', missing } : { grade: 'unproven', missing }
}

/** Saving a form says yes to what stands in it, and to nothing of Art. 9. */
const isExplicit = (act: OldAct): boolean => act === 'tick' || act === 'button' || act === 'staff'

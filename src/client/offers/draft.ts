import { sortAsks } from '../../core/decision/sorted-asks.js'
import type { View } from '../../core/decision/view.js'
import type { Json } from '../../core/json.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import type { Drafts } from '../device/drafts.js'

type Answers = { readonly [field: string]: Json }
type Consents = { readonly [purpose: string]: readonly string[] }

/** What was answered so far, and is not over. */
export const draftOf = (drafts: Drafts, offer: string, now: number): Answers => {
  const draft = drafts[offer]
  return draft && draft.until > now ? draft.answers : {}
}

/**
 * Why a field is no part of a draft, or nothing. What is observed ends with the visit (law 8); what is special is
 * written nowhere before its explicit consent.
 */
export function problemWithKeeping(
  { program }: Plan,
  { asked, boxes }: PlannedOffer,
  field: string,
): string | undefined {
  if (!Object.hasOwn(asked, field) && !boxes.some((box) => box.field === field)) return 'Not asked.'
  const { kind, special } = program.fields[field] ?? {}
  return kind === 'observed' || special ? 'Not kept before it is accepted.' : undefined
}

/**
 * The answers of an acceptance, and under them those of the draft that the offer still asks: what a later answer has
 * made needless stays behind, and so does an alternative that was not finished, or was known meanwhile.
 *
 * @param given `undefined` for a field says that it is left out, whatever the draft has
 */
export function withDraft(
  { plan, planned, view, now }: { plan: Plan; planned: PlannedOffer; view: () => View; now: number },
  draft: Answers,
  given: { readonly [field: string]: Json | undefined },
  consents: Consents,
): Answers {
  if (Object.keys(draft).length === 0) return present(given)
  const ticked = planned.boxes.filter(({ purpose, field }) => consents[purpose]?.includes(field))
  for (let all = present<Json>({ ...draft, ...given }); ; ) {
    const { open, resting, groups } = sortAsks(plan, view(), planned, now, all)
    const group = groups.find((asks) => asks.every((ask) => ask.optional || Object.hasOwn(all, ask.field))) ?? []
    const wanted = new Set([...open, ...resting, ...group, ...ticked].map(({ field }) => field))
    const kept = Object.entries(all).filter(([field]) => wanted.has(field) || Object.hasOwn(given, field))
    if (kept.length === Object.keys(all).length) return all
    // What falls away may be what another ask hung on.
    all = Object.fromEntries(kept)
  }
}

/** A record without the entries that are left open. */
export const present = <Value>(record: object): { [name: string]: Value } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

import { later } from '../duration.js'
import type { Field, Kind } from '../program/field.js'
import { isAmong, type Pair } from '../program/pair.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { isConsent, type Purpose } from '../program/purpose.js'
import type { Reason, Verdict } from './diff-reason.js'
import { spanOf } from './retention.js'

/** Two versions of a program, and what was found compatible between them. */
export interface Terms {
  readonly before: Plan
  readonly after: Plan
  readonly compatible: ReadonlySet<string>
}

/** One pair of field and purpose, before and after. */
interface Change {
  readonly terms: Terms
  readonly pair: Pair
  readonly old: Purpose
  readonly next: Purpose
  /** What a change in substance means: who consented is asked anew, the others are told. */
  readonly substance: Verdict
}

/**
 * What a new version means for a ground that an offer gave.
 *
 * @param confirmed whether the consent is confirmed, where its purpose wants that
 */
export function groundReasons(terms: Terms, offer: PlannedOffer, pair: Pair, confirmed: boolean): readonly Reason[] {
  const old = terms.before.program.purposes[pair.purpose] as Purpose
  const next = terms.after.program.purposes[pair.purpose]
  if (!next) return [removed(old, pair)]
  const swapped = basisReason(old, next, pair)
  // Where the basis itself is another one, nothing else is left to compare.
  if (swapped?.verdict === 'forbidden') return [swapped]
  const change: Change = { terms, pair, old, next, substance: isConsent(old) ? 'ask' : 'inform' }
  return [
    ...(swapped ? [swapped] : []),
    ...meaningReasons(change),
    ...modelReasons(change),
    ...partyReasons(change),
    ...spanReasons(change),
    ...placeReasons(change, confirmed),
    ...fieldReasons(change),
    ...askReasons(change, offer),
  ]
}

function removed({ basis, label }: Purpose, { purpose, field }: Pair): Reason {
  const code = 'purpose_removed'
  if (basis === 'contract' || basis === 'legal-obligation')
    return {
      code,
      verdict: 'forbidden',
      says: `${purpose} (${label}) is gone, and ${field} is owed to it. Keep it until everybody has left what rests on it.`,
    }
  return {
    code,
    verdict: 'inform',
    says: `${purpose} (${label}) is gone: with the next command its ground ends, and ${field} is erased where nothing else holds it.`,
  }
}

function basisReason(old: Purpose, next: Purpose, { purpose }: Pair): Reason | undefined {
  if (old.basis === next.basis) return undefined
  if (isConsent(old) && isConsent(next))
    return {
      code: 'stricter_consent',
      verdict: 'ask',
      says: `${purpose} rests on ${next.basis}, and no longer on ${old.basis}.`,
    }
  return {
    code: 'basis_swapped',
    verdict: 'forbidden',
    says: `${purpose} rests on ${next.basis} instead of ${old.basis}. Declare another purpose, and keep this one.`,
  }
}

function meaningReasons({ terms, pair, old, next, substance }: Change): Reason[] {
  const { purpose } = pair
  const reasons: Reason[] = []
  if ((old.meaning ?? 1) !== (next.meaning ?? 1)) {
    const isFree = isConsent(old) || terms.compatible.has(purpose)
    reasons.push({
      code: 'meaning_changed',
      verdict: isFree ? substance : 'forbidden',
      says: isFree
        ? `${purpose} means something else than before.`
        : `${purpose} means something else than what people agreed to or expect. Declare another purpose, or show that both are compatible (GDPR Art. 6(4)).`,
    })
  } else if (old.label !== next.label)
    reasons.push({
      code: 'words_changed',
      verdict: 'survives',
      says: `${purpose} is called “${next.label}”, and was “${old.label}”. Where it means something else, count \`meaning\` up.`,
    })
  if (old.interest !== next.interest)
    reasons.push({
      code: 'interest_changed',
      verdict: 'inform',
      says: `The interest of ${purpose} is another one: ${next.interest ?? 'none'}.`,
    })
  if (old.channel !== next.channel)
    reasons.push({
      code: 'channel_changed',
      verdict: substance === 'ask' ? 'inform' : 'survives',
      says: `${purpose} reaches people by ${next.channel ?? 'no channel'}, and no longer by ${old.channel ?? 'none'}.`,
    })
  if (next.sells && !old.sells)
    reasons.push({ code: 'sells', verdict: substance, says: `${purpose} sells or shares data now.` })
  return reasons
}

/** What others are shown, and what is suggested to themselves, by what somebody bought. */
function modelReasons({ terms: { before, after }, pair: { purpose, field }, substance }: Change): Reason[] {
  const models = (plan: Plan, part: 'learns' | 'suggests') =>
    Object.entries(plan.program.models).flatMap(([name, model]) =>
      model.reads === field && model[part] === purpose ? [name] : [],
    )
  const begins = (part: 'learns' | 'suggests') => (models(before, part).length > 0 ? undefined : models(after, part)[0])
  const [learning, suggesting] = [begins('learns'), begins('suggests')]
  return [
    ...(learning === undefined
      ? []
      : [
          {
            code: 'learned_from',
            verdict: substance,
            says: `${learning} learns from ${field} now: others are shown what is found in it.`,
          } as const,
        ]),
    ...(suggesting === undefined
      ? []
      : [
          {
            code: 'suggested_by',
            verdict: 'inform',
            says: `${suggesting} suggests something to people now, by their ${field}.`,
          } as const,
        ]),
  ]
}

const weight = { processor: 0, recipient: 1, 'joint-controller': 2 }

function partyReasons({ terms, old, next, substance }: Change): Reason[] {
  const [was, is] = [terms.before.program.parties, terms.after.program.parties]
  const added = (next.parties ?? []).flatMap((name): Reason[] => {
    const party = is[name]
    const before = old.parties?.includes(name) ? was[name] : undefined
    if (!party) return []
    const who = `${party.name} (${party.country})`
    if (!before) return [{ code: 'party_added', verdict: substance, says: `${who} takes part now.` }]
    const moved = before.country !== party.country
    const grew = weight[party.role] > weight[before.role]
    return [
      ...(moved
        ? [
            {
              code: 'country_changed',
              verdict: substance,
              says: `${party.name} works in ${party.country}, and no longer in ${before.country}.`,
            } as const,
          ]
        : []),
      ...(grew
        ? [
            {
              code: 'role_grew',
              verdict: substance,
              says: `${who} is a ${party.role} now, and was a ${before.role}.`,
            } as const,
          ]
        : []),
    ]
  })
  const gone = (old.parties ?? []).filter((name) => !next.parties?.includes(name))
  return [
    ...added,
    ...gone.map(
      (name): Reason => ({
        code: 'party_removed',
        verdict: 'survives',
        says: `${was[name]?.name ?? name} takes part no longer.`,
      }),
    ),
  ]
}

function spanReasons({ pair: { field }, old, next, substance }: Change): Reason[] {
  const [was, is] = [spanOf(old, field), spanOf(next, field)]
  const lasting = (span: string | undefined) => (span === undefined ? Number.POSITIVE_INFINITY : later(0, span))
  const isLater = old.retainFrom === 'given' && next.retainFrom !== 'given' && is !== undefined
  const isLonger = lasting(is) > lasting(was)
  if (isLonger || isLater)
    return [
      {
        code: 'kept_longer',
        verdict: isLonger ? substance : 'inform',
        says: `${field} is kept for ${told(is, next)}, and not for ${told(was, old)}.`,
      },
    ]
  return lasting(is) < lasting(was)
    ? [
        {
          code: 'kept_shorter',
          verdict: 'survives',
          says: `${field} is kept for ${told(is, next)}; what is held already ends as it was said then.`,
        },
      ]
    : []
}

const told = (span: string | undefined, { retainFrom }: Purpose): string =>
  span === undefined ? 'as long as it lasts' : retainFrom === 'given' ? `${span} from when it was given` : span

function placeReasons({ pair: { purpose }, old, next, substance }: Change, confirmed: boolean): Reason[] {
  const reasons: Reason[] = []
  if (old.on === 'device' && next.on !== 'device')
    reasons.push({
      code: 'leaves_the_device',
      verdict: substance === 'ask' ? 'ask' : 'forbidden',
      says: `What ${purpose} uses stayed on the device, and would leave it now.`,
    })
  // Who is confirmed stays so; who waits goes on waiting, also where nothing has to be confirmed any more.
  if (next.confirm && !old.confirm && confirmed)
    reasons.push({
      code: 'confirm_added',
      verdict: 'ask',
      says: `${purpose} counts only once the identifier is confirmed: who has not confirmed it is asked to.`,
    })
  return reasons
}

const strictness: { readonly [kind in Kind]: number } = { observed: 0, preference: 1, identifier: 2, personal: 2 }

function fieldReasons({ terms, pair: { field, purpose }, next }: Change): Reason[] {
  const was = terms.before.program.fields[field] as Field
  const is = terms.after.program.fields[field]
  if (!is)
    return [
      {
        code: 'field_removed',
        verdict: 'inform',
        says: `${field} is no field any more; its values stay until their grounds end. Keep it until then.`,
      },
    ]
  const isExplicit = next.basis === 'explicit-consent'
  const verdict = isExplicit ? 'survives' : 'forbidden'
  const remedy = isExplicit ? '' : ' Declare another field, or rest it on an explicit consent.'
  return [
    ...(is.special && !was.special
      ? [
          {
            code: 'became_special',
            verdict,
            says: `${field} is special now, and ${purpose} rests on ${next.basis}.${remedy}`,
          } as const,
        ]
      : []),
    ...(strictness[is.kind] > strictness[was.kind]
      ? [{ code: 'kind_stricter', verdict, says: `${field} is ${is.kind} now, and was ${was.kind}.${remedy}` } as const]
      : []),
  ]
}

/** What no offer asks any more is held for nothing. */
const askReasons = ({ terms: { after }, pair }: Change, { id }: PlannedOffer): Reason[] =>
  after.offers.some(({ pairs }) => isAmong(pairs, pair))
    ? []
    : [
        {
          code: 'no_longer_asked',
          verdict: 'inform',
          says: `${after.offer[id] ? id : 'No offer'} asks ${pair.field} for ${pair.purpose} no longer. Where it is not needed, erase what is held (GDPR Art. 5(1)(c)).`,
        },
      ]

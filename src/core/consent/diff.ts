import type { Pair } from '../program/pair.js'
import { compile, type Plan, type PlannedOffer } from '../program/plan.js'
import type { Program } from '../program/program.js'
import type { Basis } from '../program/purpose.js'
import { onDevice } from '../subject/on-device.js'
import { groundReasons, type Terms } from './diff-ground.js'
import { offerReasons } from './diff-offer.js'
import { type Reason, type Verdict, worst } from './diff-reason.js'

/** Some people, by what holds their data, and what a new version of the program means for them. */
export interface GroupDiff {
  /** Who has a ground, whose consent waits to be confirmed, who accepted an offer, or everybody. */
  readonly who: 'ground' | 'unconfirmed' | 'member' | 'everybody'
  readonly purpose?: string
  readonly basis?: Basis
  readonly offer?: string
  /** The fields for which it is so; of a purpose whose fields fare differently there are several groups. */
  readonly fields?: readonly string[]
  /**
   * `survives`: nothing to do. `inform`: it stays in force, once people have been told. `ask`: it is not in force any
   * more, and is asked anew. `forbidden`: what was agreed to or owed can't be made into this.
   */
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
}

/** What a new version of a program means for everybody that the old one knows. */
export interface ProgramDiff {
  readonly id: string
  readonly from: number
  readonly to: number
  /** The worst of all groups. */
  readonly verdict: Verdict
  readonly groups: readonly GroupDiff[]
}

export interface DiffOptions {
  /**
   * Purposes whose new meaning was found compatible with the old one (GDPR Art. 6(4)): who rests on a contract or an
   * interest is then told, and not protected from it.
   */
  readonly compatible?: readonly string[]
}

/**
 * What it means to go from one version of a program to the next, for each group of people: who has a ground for a purpose
 * by an offer, whose consent waits to be confirmed, who accepted an offer. A ground survives, people are told first, they
 * are asked anew, or it may not be.
 *
 * @example
 * const { verdict, groups } = diffPrograms(shop, nextShop)
 * if (verdict === 'forbidden') for (const { reasons } of groups) console.log(reasons.map(({ says }) => says))
 */
export function diffPrograms(old: Program, next: Program, options: DiffOptions = {}): ProgramDiff {
  const [before, after] = [planned(old), planned(next)]
  const terms: Terms = { before, after, compatible: new Set(options.compatible) }
  const groups = [
    ...everybody(before, after),
    ...before.offers.flatMap((offer) => [...groundGroups(terms, offer), ...memberGroup(terms, offer)]),
  ]
  return { id: next.id, from: old.version, to: next.version, verdict: worst(groups), groups }
}

/** Notices are compared, and their hashes not: any text stands for its own hash. */
const planned = (program: Program): Plan => compile(program, { authority: onDevice, hash: (text) => text })

function everybody(before: Plan, after: Plan): GroupDiff[] {
  const [old, next] = [before.program, after.program]
  const reasons: Reason[] = []
  if (old.id !== next.id)
    reasons.push({ code: 'other_program', verdict: 'forbidden', says: `${next.id} is another program than ${old.id}.` })
  const isSame = before.offers.every(({ id }) => after.offer[id] && after.notice(id).text === before.notice(id).text)
  if (next.version < old.version || (next.version === old.version && !isSame))
    reasons.push({
      code: 'version_not_raised',
      verdict: 'forbidden',
      says: `What people are shown changes, and the version stays ${old.version}: evidence could not tell them apart. Raise it.`,
    })
  if (JSON.stringify(old.controller) !== JSON.stringify(next.controller)) {
    const isOther = old.controller.name !== next.controller.name
    reasons.push({
      code: isOther ? 'controller_changed' : 'controller_moved',
      verdict: 'inform',
      says: isOther
        ? `${next.controller.name} answers for it, and no longer ${old.controller.name}.`
        : 'The controller’s address, contact or policy changes.',
    })
  }
  return reasons.length === 0 ? [] : [{ who: 'everybody', verdict: worst(reasons), reasons }]
}

/** The pairs that an offer may have granted, those of a purpose together that fare alike. */
function groundGroups(terms: Terms, offer: PlannedOffer): GroupDiff[] {
  const groups = new Map<string, GroupDiff & { readonly fields: string[] }>()
  const put = (who: GroupDiff['who'], { purpose, field }: Pair, basis: Basis, reasons: readonly Reason[]) => {
    const key = JSON.stringify([who, purpose, reasons])
    const known = groups.get(key)
    if (known && !known.fields.includes(field)) known.fields.push(field)
    else if (!known)
      groups.set(key, { who, purpose, basis, offer: offer.id, fields: [field], verdict: worst(reasons), reasons })
  }
  for (const pair of offer.pairs) {
    const purpose = terms.before.program.purposes[pair.purpose]
    if (!purpose) continue
    put('ground', pair, purpose.basis, groundReasons(terms, offer, pair, true))
    if (purpose.confirm) put('unconfirmed', pair, purpose.basis, groundReasons(terms, offer, pair, false))
  }
  return [...groups.values()]
}

function memberGroup(terms: Terms, offer: PlannedOffer): GroupDiff[] {
  const reasons = offerReasons(terms, offer)
  return [{ who: 'member', offer: offer.id, verdict: worst(reasons), reasons }]
}

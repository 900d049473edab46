import { type Market, ruleOf } from '../../../core/program/market.js'
import type { Policy } from '../../../core/program/policy.js'
import { type Block, heading, list as items, paragraph } from '../../document/document.js'
import { hasIncentives } from '../handling.js'
import { said, type Telling } from '../telling.js'

/** What is stored on devices (ePrivacy Art. 5(3)). */
export function device({ program, words: { privacy }, fill, list }: Telling): readonly Block[] {
  const ours = Object.values(program.touchpoints).filter((touchpoint) => touchpoint.device === 'site')
  return [
    heading(2, privacy.device),
    paragraph(privacy.deviceText),
    ...(ours.length === 0
      ? []
      : [paragraph(fill(privacy.siteDevice, { places: list(ours.map(({ label }) => said(label))) }))]),
  ]
}

/** What stays as proof, and for how long after somebody was erased (GDPR Art. 7(1)). */
export function record({ words: { privacy }, fill, span }: Telling, { erasure }: Policy): readonly Block[] {
  const { proofFor = 'P3Y', suppressFor = 'P3Y' } = erasure ?? {}
  return [
    heading(2, privacy.record),
    paragraph(privacy.recordText),
    paragraph(fill(privacy.erased, { proof: span(proofFor), hash: span(suppressFor) })),
  ]
}

/** From what age one agrees alone: as the program says, or the highest of its markets. */
export const adultFrom = ({ minors, markets }: Telling['program']): number =>
  minors?.adultFrom ??
  Math.max(...(markets?.length ? markets : [undefined]).map((market: Market | undefined) => ruleOf(market).adultFrom))

export function minors({ program, words: { privacy }, fill, span }: Telling): readonly Block[] {
  if (!program.minors) return []
  const age = span(`P${adultFrom(program)}Y`)
  return [heading(2, privacy.minors), paragraph(fill(privacy.minorsText, { age }))]
}

/** What Californian law wants said beside the rest; also where nothing says that nobody is from there. */
export function california({ program, words: { privacy }, fill, list, purpose }: Telling): readonly Block[] {
  if (program.markets !== undefined && !program.markets.includes('US-CA')) return []
  const selling = Object.entries(program.purposes).filter(([, { sells }]) => sells)
  return [
    heading(2, privacy.california),
    paragraph(privacy.californiaRights),
    items([
      selling.length === 0
        ? privacy.soldNone
        : fill(privacy.sold, { purposes: list(selling.map(([name]) => purpose(name))) }),
      privacy.signal,
      ...(hasIncentives(program) ? [privacy.incentives] : []),
    ]),
  ]
}

export const changes = ({ words: { privacy } }: Telling): readonly Block[] => [
  heading(2, privacy.changes),
  paragraph(privacy.changesText),
]

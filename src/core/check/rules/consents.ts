import { tabooMoments } from '../../program/moment.js'
import { isConsent, type Purpose } from '../../program/purpose.js'
import type { Report, Reviewed, Rule } from '../reviewed.js'
import type { Taking } from '../taking.js'
import { listed } from '../words.js'

/** What is agreed to, and whether it is agreed to freely, apart, and for a time. */
export const consents: Rule = (reviewed, report) => {
  for (const [name, purpose] of Object.entries(reviewed.program.purposes)) {
    if (purpose.on === 'device') continue
    if (isConsent(purpose)) checkConsent(reviewed, name, purpose, report)
    checkChannel(reviewed, name, purpose, report)
  }
  for (const { id, alternatives } of reviewed.plan.offers)
    for (let group = 0; group < Math.max(1, alternatives.length); group++) checkOffer(reviewed, id, group, report)
}

function checkConsent(reviewed: Reviewed, name: string, purpose: Purpose, report: Report): void {
  const at = `purposes.${name}`
  if (purpose.validFor === undefined)
    report(
      'consent_without_end',
      at,
      'A consent to it never runs out, so nobody is ever asked again whether they still mean it.',
      'Say `validFor`, as in P2Y.',
      'EDPB Guidelines 05/2020, 110',
    )
  const ends = endsOf(reviewed, name, purpose)
  if (ends.length > 1)
    report(
      'one_consent_many_ends',
      at,
      `One consent to ${name} does several things: it ${listed(ends)}. Who wants the one has to take the others.`,
      'Make a purpose of each, and let people agree to them one by one.',
      'GDPR recitals 32 and 43',
    )
  if (purpose.basis === 'explicit-consent') checkExplicit(reviewed, name, report)
}

/** The different things that one purpose does to people. */
function endsOf({ program }: Reviewed, name: string, purpose: Purpose): readonly string[] {
  const { channel, parties = [], sells } = purpose
  const sorts = Object.entries(program.segments).filter(([, segment]) => segment.for === name && segment.where)
  const learning = Object.entries(program.models).filter(([, { learns }]) => learns === name)
  const others = parties.filter((party) => program.parties[party]?.role !== 'processor')
  return [
    ...(channel === undefined ? [] : [`reaches people by ${channel}`]),
    ...(sorts.length === 0 ? [] : [`sorts them into ${listed(sorts.map(([segment]) => segment))}`]),
    ...(learning.length === 0 ? [] : [`learns from them for ${listed(learning.map(([model]) => model))}`]),
    ...(sells ? ['sells or shares their data'] : []),
    ...(others.length > 0 && !sells ? [`passes their data to ${listed(others)}`] : []),
  ]
}

/** Explicit consent is given to one use, and to that very use. */
function checkExplicit({ program, needs }: Reviewed, name: string, report: Report): void {
  const moments = Object.entries(program.moments).filter(([, moment]) => moment.for === name)
  const sorts = Object.entries(program.segments).filter(([, segment]) => segment.for === name && segment.where)
  const gates = [...new Set(needs.filter(({ purpose }) => purpose === name).map(({ gate }) => gate))]
  const isTaboo = moments.some(([, { kind }]) => (tabooMoments as readonly string[]).includes(kind))
  const uses = [
    ...moments.map(([moment]) => `moments.${moment}`),
    ...sorts.map(([segment]) => `segments.${segment}`),
    ...gates.map((gate) => `gates.${gate}`),
  ]
  if (uses.length > 1)
    report(
      'explicit_consent_shared',
      `purposes.${name}`,
      `One explicit consent serves ${listed(uses)}${isTaboo ? ', and one of them is a moment nobody is approached about unasked' : ''}.`,
      'Give each use a purpose of its own.',
      'GDPR Art. 9(2)(a)',
    )
}

function checkChannel({ byPurpose, program }: Reviewed, name: string, purpose: Purpose, report: Report): void {
  const { channel, basis, confirm } = purpose
  if (channel === undefined) return
  const at = `purposes.${name}`
  const takes = byPurpose.get(name) ?? []
  const isReached = takes.some(({ field }) => program.fields[field]?.kind === 'identifier')
  if (isConsent(purpose) && !confirm && isReached)
    report(
      'channel_unconfirmed',
      at,
      `It reaches people by ${channel}, and nobody confirms the address: whoever types somebody else’s agrees in their name.`,
      'Add `confirm: true`, so that it counts once the address is confirmed.',
      'GDPR Art. 7(1)',
    )
  if (basis === 'legitimate-interest')
    report(
      'channel_without_consent',
      at,
      `It reaches people by ${channel} without their consent.`,
      'Rest it on consent; an exception holds for one’s own customers and similar goods alone.',
      'ePrivacy Directive Art. 13',
    )
}

const isAskedInAnyCase = ({ part }: Taking): boolean => part === 'required' || part === 'used' || part === 'observed'

/** What one act agrees to: what an offer asks in any case, with one of its alternatives. */
function checkOffer({ plan, program, byOffer }: Reviewed, id: string, group: number, report: Report): void {
  const own = plan.offer[id]?.offer.for as string
  const at = `offers.${id}`
  const agreed = (byOffer.get(id) ?? []).filter(
    (taking) => isAskedInAnyCase(taking) || taking.path.startsWith(`${at}.asksOneOf.${group}.`),
  )
  const tied = agreed.filter(
    ({ purpose, part }) => purpose !== own && part !== 'optional' && isConsent(program.purposes[purpose]),
  )
  const silent = new Set(
    [own, ...tied.map(({ purpose }) => purpose)].filter((name) => program.purposes[name]?.basis === 'consent'),
  )
  if (silent.size > 1 && group === 0)
    report(
      'agreed_as_one',
      at,
      `One click agrees to ${listed([...silent])} together.`,
      'Ask for the further ones optionally, or invite to them: each gets a box of its own.',
      'GDPR Art. 7(2), recital 43',
    )
  for (const { path, field, purpose } of tied) {
    if (group > 0 && !path.includes('.asksOneOf.')) continue
    if (program.fields[field]?.special)
      report(
        'special_required',
        path,
        `${field} is special and cannot be left out, so nobody gets the offer without agreeing to ${purpose}.`,
        'See to it that the offer is impossible without it; else make it optional.',
        'GDPR Art. 7(4), 9(2)(a)',
      )
    else
      report(
        'consent_as_condition',
        path,
        `Whoever wants the offer has to agree to ${purpose}, which is not what the offer is for.`,
        'Make the ask optional, or rest it on the offer’s own purpose.',
        'GDPR Art. 7(4)',
      )
  }
}

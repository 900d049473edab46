import { untilOf } from '../../consent/retention.js'
import { isAmong, type Pair } from '../../program/pair.js'
import type { Plan } from '../../program/plan.js'
import { isConsent, type Purpose } from '../../program/purpose.js'
import { ok, type Result } from '../../result.js'
import { grant } from '../accept.js'
import { needsParent } from '../age.js'
import { runs } from '../consent.js'
import type { Event } from '../event.js'
import { about, type Refusal, refuse } from '../refusal.js'
import { remember } from '../remember.js'
import type { Subject } from '../subject.js'
import type { Attest } from './backend-command.js'
import { deny } from './deny.js'
import { imported } from './imported.js'

type Decided = Result<readonly Event[], Refusal>

/**
 * What somebody had agreed to, refused or withdrawn elsewhere and before. A consent counts only with its proof, from when
 * it was given, and never against a no that was said since; a no counts whatever its proof. What changes nothing is
 * `already_accepted`.
 */
export function decideAttest(plan: Plan, subject: Subject, command: Attest, now: number): Decided {
  const { purpose, fields, status } = command
  const rule = Object.hasOwn(plan.purposeIndex, purpose) ? plan.program.purposes[purpose] : undefined
  if (!rule) return refuse('unknown_purpose', { facts: { purpose } })
  if (!isConsent(rule)) return deny('no_consent', { purpose, basis: rule.basis })
  const pairs = fields.map((field) => ({ purpose, field }))
  const strange = [...fields, ...Object.keys(command.answers ?? {})].filter(
    (field) => !fields.includes(field) || offerOf(plan, { purpose, field }) === undefined,
  )
  if (strange.length > 0 || fields.length === 0) return refuse('not_invited', { ...about(strange), facts: { purpose } })
  const events =
    status === 'granted' ? granted(plan, subject, command, pairs, now) : denied(subject, command, pairs, now)
  if (!events.ok || events.value.length > 0) return events
  const isOver = (field: string) => subject.grounds[purpose]?.[field]?.status === 'expired'
  return refuse('already_accepted', { facts: { expired: fields.filter(isOver) } })
}

/** The first offer that proposes it: what the consent rests on. */
const offerOf = ({ offers }: Plan, pair: Pair): string | undefined =>
  offers.find(({ pairs }) => isAmong(pairs, pair))?.id

function granted(plan: Plan, subject: Subject, command: Attest, pairs: readonly Pair[], now: number): Decided {
  const missing = missingIn(command)
  if (missing.length > 0) return deny('unproven', { missing })
  const fields = (of: readonly Pair[]) => about(of.map(({ field }) => field))
  const stands = ({ purpose, field }: Pair) => runs(subject.grounds[purpose]?.[field], now)
  const refused = pairs.filter((pair) => !stands(pair) && saidNo(plan, subject, pair, command.at))
  if (refused.length > 0) return deny('said_no', fields(refused).fields)
  if (needsParent(plan, subject.age?.band, pairs).length > 0) return refuse('not_for_minors', fields(pairs))
  const grants = pairs.flatMap((pair): Event[] => {
    const ground = subject.grounds[pair.purpose]?.[pair.field]
    const offer = offerOf(plan, pair) as string
    const until = untilOf(plan, offer, pair, command.at)
    const isOver = until !== undefined && until <= now
    // What stands is at least as good, and what is over is written down once.
    if (stands(pair) || (isOver && ground)) return []
    return [{ ...grant(plan, { id: command.id, offer }, pair, command.at), at: now } as Event]
  })
  const values = imported(grants.reduce(remember, subject), command, now)
  const after = [...grants, ...values].reduce(remember, subject)
  return ok([...values, ...grants, ...confirmed(plan, after, command, now)])
}

/** What a proof needs, and this has not: by what act, after what notice, and where the proof lies. */
function missingIn({ evidence }: Attest): string[] {
  const isShown = /^[0-9a-f]{64}$/.test(evidence?.notice.hash ?? '')
  const isAct = evidence !== undefined && evidence.act !== 'import'
  return [...(isAct ? [] : ['act']), ...(isShown ? [] : ['notice']), ...(evidence?.reference ? [] : ['reference'])]
}

/** Whether a no stands here that is newer, or a withdrawal of whatever date. */
function saidNo(plan: Plan, { grounds, signal }: Subject, { purpose, field }: Pair, at: number): boolean {
  const ground = grounds[purpose]?.[field]
  const { sells } = plan.program.purposes[purpose] as Purpose
  const no = ground?.refusedAt ?? (ground?.status === 'refused' ? ground.since : undefined)
  return (
    ground?.status === 'withdrawn' ||
    (no !== undefined && no >= at) ||
    (sells === true && signal !== undefined && signal.at >= at)
  )
}

/** Identifiers that were confirmed then, as far as what is known was known by then. */
function confirmed({ program }: Plan, subject: Subject, command: Attest, now: number): Event[] {
  if (!command.confirmed) return []
  return command.fields.flatMap((field): Event[] => {
    const known = subject.known[field]
    const isTheirs = known && !known.confirmed && known.source.givenAt <= command.at
    return isTheirs && program.fields[field]?.kind === 'identifier' ? [{ type: 'confirmed', field, at: now }] : []
  })
}

/** A no, as a line of its own; one that stands already is not said again. */
function denied(subject: Subject, { id, status, purpose }: Attest, pairs: readonly Pair[], now: number): Decided {
  const isNew = ({ field }: Pair): boolean => {
    const ground = subject.grounds[purpose]?.[field]
    if (status === 'withdrawn') return ground?.status !== 'withdrawn'
    return ground?.status !== 'withdrawn' && ground?.status !== 'refused' && ground?.refusedAt === undefined
  }
  const type = status === 'withdrawn' ? 'withdrawn' : 'refused'
  return ok(pairs.filter(isNew).map(({ field }) => ({ type, purpose, field, at: now, command: id })))
}

import type { Json } from '../../json.js'
import { isAmong, type Pair } from '../../program/pair.js'
import type { Plan } from '../../program/plan.js'
import type { Accept } from '../../subject/command.js'
import { freshUntil } from '../../subject/conditions.js'
import { inForce } from '../../subject/consent.js'
import { decide } from '../../subject/decide.js'
import { after } from '../../subject/evolve.js'
import type { Subject } from '../../subject/subject.js'
import type { View } from '../view.js'
import type { Scene } from './scene.js'
import type { Way } from './ways.js'

/** The two folds of one person. */
export interface Folds {
  readonly subject: Subject
  readonly local: Subject | undefined
}

/** What came of trying ways in every order. */
export interface Rehearsed {
  /** In an order in which each is taken up and what the gate needs is there in the end. */
  readonly ways: readonly Way[] | undefined
  /** What is known then. */
  readonly then: Folds
  /** The one that was refused furthest on, where none was. */
  readonly refused: Way | undefined
}

/** What is not known is answered with this: the core checks no value, and nothing hangs on these. */
const something = 'something'

/** So many acceptances are tried at most. */
const mostTries = 400

/** Puts ways in order by taking them up, as the decider would have it. */
export function rehearse(
  plan: Plan,
  view: View,
  ways: readonly Way[],
  needs: readonly Pair[],
  scene: Scene,
): Rehearsed {
  let tries = 0
  let furthest = -1
  let refused: Way | undefined
  const { touchpoint = Object.keys(plan.program.touchpoints)[0] ?? '' } = scene

  let then: Folds = { subject: view.subject, local: view.local }

  function go(folds: Folds, done: readonly Way[], left: readonly Way[]): readonly Way[] | undefined {
    if (left.length === 0) {
      then = folds
      return needs.every((pair) => opens(plan, folds, pair, scene.now)) ? done : undefined
    }
    for (const way of left) {
      if (++tries > mostTries) return undefined
      const next = takenUp(plan, folds, way, touchpoint, scene, done.length)
      if (!next) {
        if (done.length > furthest) [furthest, refused] = [done.length, way]
        continue
      }
      const all = go(
        next,
        [...done, way],
        left.filter((one) => one !== way),
      )
      if (all) return all
    }
    return undefined
  }
  const found = go(then, [], inOrder(ways))
  return { ways: found, then, refused: found ? undefined : refused }
}

/** What others hang on comes first; of the rest the earlier stage. */
const inOrder = (ways: readonly Way[]): readonly Way[] =>
  [...ways].sort((a, b) => a.requires.length - b.requires.length || a.planned.rank - b.planned.rank)

/** Nothing where it is refused, or leads to more than this way does. */
function takenUp(
  plan: Plan,
  { subject, local }: Folds,
  way: Way,
  touchpoint: string,
  scene: Scene,
  step: number,
): Folds | undefined {
  const { planned } = way
  const isLocal = planned.onDevice && local !== undefined
  const [home, other] = isLocal ? [local, subject] : [subject, local]
  const here = way.planned.at && !way.planned.at.has(touchpoint) ? ([...way.planned.at][0] as string) : touchpoint
  const { hash, version, language } = plan.notice(planned.id)
  const command: Accept = {
    type: 'accept',
    // As the ids of commands look.
    id: `00000000-0000-7000-8000-${String(step).padStart(12, '0')}`,
    subject: null,
    at: scene.now,
    touchpoint: here,
    seen: home.version,
    offer: planned.id,
    answers: answersOf(plan, home, other, way, scene),
    consents: ticked(plan, way),
    ...(plan.program.minors && planned.incentive && !home.age && { age: 'adult' as const }),
    evidence: { act: 'tick', notice: { hash, version, language } },
  }
  const decided = decide(plan, home, command, scene.now)
  if (!decided.ok || decided.value.some((event) => event.type === 'granted' && !isAmong(way.pairs, event)))
    return undefined
  const then = after(home, decided)
  return isLocal ? { subject, local: then } : { subject: then, local }
}

function answersOf(
  plan: Plan,
  home: Subject,
  other: Subject | undefined,
  way: Way,
  { now, said }: Scene,
): { [field: string]: Json } {
  const isFresh = (who: Subject, field: string) => now < freshUntil(plan.program, who, field)
  const picked = way.picks.map(({ field }) => field)
  const asked = way.must.map(({ field }) => field).filter((field) => !isFresh(home, field))
  const answers: { [field: string]: Json } = {}
  for (const field of new Set([...picked, ...asked])) {
    const known = home.values[field] ?? other?.values[field]
    answers[field] = known ?? said[field] ?? something
  }
  return answers
}

/** Explicit consents and invitations are said apart. */
function ticked(plan: Plan, { planned, must, picks }: Way): { [purpose: string]: readonly string[] } {
  const isExplicit = ({ purpose }: Pair) => plan.program.purposes[purpose]?.basis === 'explicit-consent'
  const consents: { [purpose: string]: readonly string[] } = {}
  for (const pair of [...must, ...picks])
    if (isExplicit(pair) || isAmong(planned.boxes, pair))
      consents[pair.purpose] = [...new Set([...(consents[pair.purpose] ?? []), pair.field])]
  return consents
}

/** The identifiers that still have to be confirmed before these may be used. */
export function toConfirm(plan: Plan, folds: Folds, pairs: readonly Pair[], now: number): readonly string[] {
  const isIdentifier = (field: string) => plan.program.fields[field]?.kind === 'identifier'
  const identifiers = pairs
    .filter((pair) => opens(plan, folds, pair, now) && !isOpen(plan, folds, pair, now))
    .flatMap(({ field, purpose }) =>
      isIdentifier(field)
        ? [field]
        : Object.keys(folds.subject.grounds[purpose] ?? {})
            .filter((one) => isIdentifier(one) && opens(plan, folds, { field: one, purpose }, now))
            .slice(0, 1),
    )
  return [...new Set(identifiers)]
}

const isOpen = (plan: Plan, { subject, local }: Folds, { field, purpose }: Pair, now: number): boolean =>
  [subject, local].some(
    (who) => who && Object.hasOwn(who.values, field) && inForce(plan.program, who, field, purpose, now),
  )

/** Whether a field may be used for a purpose, once the identifiers that are known are confirmed. */
export const opens = (plan: Plan, { subject, local }: Folds, pair: Pair, now: number): boolean =>
  isOpen(plan, { subject: allConfirmed(subject), local: local && allConfirmed(local) }, pair, now)

const allConfirmed = (subject: Subject): Subject => ({
  ...subject,
  known: Object.fromEntries(Object.entries(subject.known).map(([field, one]) => [field, { ...one, confirmed: true }])),
})

import type { Pair } from '../../program/pair.js'
import type { Plan } from '../../program/plan.js'
import type { Occasion } from '../context.js'
import { heldBy } from '../fairness/burden.js'
import { sensitivitiesIn } from '../fairness/held-in.js'
import type { View } from '../view.js'
import { additionsOf } from './additions.js'
import { candidates } from './candidates.js'
import { cheapest, mostNeeds, mostRefusals } from './cover.js'
import { suppositions } from './forks.js'
import type { Lacking } from './lacking.js'
import { opens } from './rehearse.js'
import { placed } from './scene.js'
import { type Path, toldOf } from './told.js'
import { type Way, waysOf } from './ways.js'

/**
 * The offers that bring what is lacking at the least added burden, in an order in which each is taken up: they were
 * rehearsed with the decider itself. Burdens don't add up, so that sets of offers are compared and not single ones.
 *
 * Only what may be taken up now counts: nothing that was objected to, that comes too soon, that is made elsewhere or at
 * another time (another touchpoint, another place than the situation tells, a moment that is not open), that is for a
 * taboo moment, or that is not for minors. An offer that is only silenced, at rest or shown too often may be taken up by
 * who looks for it. Without a touchpoint it is asked of anywhere and any day: places and moments are left aside then.
 *
 * @param below a path that costs as much or more is of no interest
 * @returns `exact`: whether none costs less; without a path then, there is none
 */
export function pathTo(
  plan: Plan,
  view: View,
  lacking: Lacking,
  at: Occasion,
  below = Number.POSITIVE_INFINITY,
): { readonly path: Path | null; readonly exact: boolean } {
  const isPending = (pair: Pair) => opens(plan, view, pair, at.now)
  const needs = byName(lacking.pairs.filter((pair) => !isPending(pair)))
  const { wanted, offers } = candidates(plan, view, needs, lacking, at)
  const { all, scenes } = suppositions(plan, view, offers, placed(at))
  const held = heldBy(plan, [view.subject, view.local], at.now, sensitivitiesIn(plan, view))
  let exact = all && needs.length <= mostNeeds
  let best: { readonly path: Path; readonly cost: number } | undefined
  for (const scene of scenes) {
    const each = offers.map((planned) => waysOf(plan, view, planned, wanted, scene))
    exact &&= each.every((one) => one.all)
    const refused = new Set<Way>()
    for (let tries = 0; ; tries++) {
      const ways = each.flatMap((one) => one.ways).filter((way) => !refused.has(way))
      const most = best?.cost ?? below
      const tried = cheapest(
        { plan, view, needs, lacking, wanted, scene },
        additionsOf(plan, held, needs, ways),
        ways,
        most,
      )
      exact &&= tried.whole
      if (tried.refused && tries < mostRefusals) {
        refused.add(tried.refused)
        continue
      }
      if (tried.refused) exact = false
      if (tried.gone) best = { path: toldOf(plan, view, lacking, scene, tried.gone, tried.cost), cost: tried.cost }
      break
    }
  }
  return { path: best?.path ?? null, exact }
}

const byName = (pairs: readonly Pair[]): readonly Pair[] =>
  [...pairs].sort((a, b) => (`${a.field}\n${a.purpose}` < `${b.field}\n${b.purpose}` ? -1 : 1))

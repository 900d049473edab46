import type { Json } from '../../json.js'
import type { Plan, PlannedOffer } from '../../program/plan.js'
import type { View } from '../view.js'
import { isSaid, type Scene } from './scene.js'
import type { Way } from './ways.js'

/** An answer that a path goes by. */
export interface Supposed {
  readonly field: string
  /** The answer; absent where any will do but those in `not`. */
  readonly is?: Json
  readonly not?: readonly Json[]
}

/** In the place of an answer that no condition names. */
const another = ' another '

/** More combinations of answers are not tried. */
const mostScenes = 64

/**
 * What may be answered on the way, where something hangs on it that is not known: each combination of the answers that
 * conditions name, and of another one where there may be one.
 *
 * @returns `all`: whether none was left out
 */
export function suppositions(
  plan: Plan,
  view: View,
  offers: readonly PlannedOffer[],
  at: Pick<Scene, 'now' | 'touchpoint'>,
): { readonly scenes: readonly Scene[]; readonly all: boolean } {
  let scenes: Scene[] = [{ ...at, said: {} }]
  for (const [field, named] of namedBy(offers)) {
    if (isSaid(view, field)) continue
    const answers = answersTo(plan, field, named)
    if (scenes.length * answers.length > mostScenes) return { scenes, all: false }
    scenes = scenes.flatMap((scene) =>
      answers.map((answer) => ({ ...scene, said: { ...scene.said, [field]: answer } })),
    )
  }
  return { scenes, all: true }
}

/** The answers that conditions name, by field. */
function namedBy(offers: readonly PlannedOffer[]): readonly (readonly [field: string, named: readonly Json[]])[] {
  const all = new Map<string, Set<Json>>()
  for (const { offer, asked } of offers)
    for (const when of [offer.when, ...Object.values(asked).map((ask) => ask.when)])
      for (const [field, wanted] of Object.entries(when ?? {})) {
        const named = all.get(field) ?? new Set()
        for (const one of [wanted].flat() as Json[]) named.add(one)
        all.set(field, named)
      }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([field, named]) => [field, [...named]] as const)
}

function answersTo({ program }: Plan, field: string, named: readonly Json[]): readonly Json[] {
  if (named.every((one) => typeof one === 'boolean')) return [true, false]
  const options = Object.keys(program.fields[field]?.input?.options ?? {})
  const isNamed = (option: string) => named.some((one) => String(one) === option)
  return options.length > 0 && options.every(isNamed) ? named : [...named, another]
}

/** Of what was supposed, what these ways answer and go by. */
export function supposedBy(plan: Plan, ways: readonly Way[], said: Scene['said']): readonly Supposed[] {
  const answered = new Set(ways.flatMap(({ answers }) => answers))
  return namedBy(ways.map(({ planned }) => planned))
    .filter(([field]) => answered.has(field) && Object.hasOwn(said, field))
    .map(([field]) => {
      const is = said[field] as Json
      if (is !== another) return { field, is }
      const named = namedBy(plan.offers).find(([one]) => one === field)?.[1] ?? []
      return { field, not: named }
    })
}

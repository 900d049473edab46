import type { Benefit } from '../program/benefit.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { isAnsweredBy, type Step, stepGifts, stepOf, stepsInAll } from '../subject/steps.js'
import { isHeld, type Subject } from '../subject/subject.js'
import type { SortedAsks } from './sorted-asks.js'

/** Where somebody stands in a long ask. */
export interface StepShown {
  /** From 1 on. */
  readonly number: number
  /** More, where what is answered brings a further question. */
  readonly of: number
  /** What answering it brings; nothing beyond thanks for what is welcome only, once it is accepted. */
  readonly gives: readonly Benefit[]
}

/** The next step of a long ask, and how to tell of it; neither where all of it is asked at once. */
export interface NextStep {
  readonly step: Step | undefined
  readonly shown: StepShown | null
}

/** @param gives what the offer gives now */
export function nextStep(
  plan: Plan,
  planned: PlannedOffer,
  { open: asks, known, groups, resting }: SortedAsks,
  home: Subject,
  draft: object,
  gives: readonly Benefit[],
): NextStep {
  const open = { asks, groups }
  const step = stepOf(plan, planned, open, (field) => Object.hasOwn(draft, field))
  if (!step || asks.length + groups.length === 0) return { step, shown: null }
  const history = home.offers[planned.id]
  const through = known.filter((ask) => isAnsweredBy(home, planned.id, ask)).length + resting.length
  const of = stepsInAll(plan, planned, open, isHeld(history) ? through : 0)
  if (of === 1 && step.isLast) return { step, shown: null }
  const isNeeded = step.groups.length > 0 || step.asks.some((ask) => !ask.optional)
  const brought = step.isLast ? gives : isNeeded ? stepGifts(plan, planned, home) : []
  const shown = { number: of - step.left + 1, of, gives: history?.status === 'accepted' ? [] : brought }
  return { step, shown }
}

import { ok, type Result, refused } from '../../core/result.js'
import type { BasketModel } from '../../ports/basket-model.js'
import { trainBaskets } from '../train/train-baskets.js'
import type { TrainOptions } from '../train/train-options.js'
import type { TrainRefusal } from '../train/train-weights.js'
import type { KnownBasket } from './known-basket.js'
import { popularRanking } from './popular.js'
import { deepest, type Quality, qualityOf, type Ranking } from './quality.js'
import { type Question, questionsOf } from './question.js'
import { referenceRanking } from './reference.js'
import { type Split, type SplitBy, splitBaskets } from './split.js'

/** How to measure; what is said of training holds for what is measured. */
export interface EvaluateOptions extends Pick<TrainOptions, 'minMembers' | 'neighbours' | 'lambda'> {
  /** Who is held out; `random` unless said. */
  readonly by?: SplitBy
  /** The share of the members that is held out, between 0 and 1; a tenth unless said. */
  readonly holdOut?: number
  /** Draws who is held out and what is hidden; 1 unless said. */
  readonly seed?: number
  /** How many questions are made of each basket; 1 unless said. More make a steadier figure of the same baskets. */
  readonly draws?: number
  /** Counts nowhere: neither learned, nor shown, nor hidden. */
  readonly without?: readonly string[]
  /** Whether EASE is measured in full precision as well: nothing pruned, rounded or cut. It takes some seconds more. */
  readonly reference?: boolean
  /** Hears what is done now, and how far it is: of the steps, or within one that takes long. */
  readonly progress?: (done: number, of: number, what: EvaluateStep) => void
}

export type EvaluateStep = 'popularity' | 'cosine' | 'ease' | 'reference'

/** Each method's figures for the same questions. */
export interface Qualities {
  readonly popularity: Quality
  readonly cosine: Quality
  readonly ease: Quality
  /** EASE in full precision, where it was asked for: what the model loses against it is the price of its smallness. */
  readonly reference?: Quality
}

/** What a model of these baskets is worth. */
export interface Evaluation {
  readonly split: {
    readonly by: SplitBy
    readonly holdOut: number
    readonly seed: number
    readonly draws: number
    /** By `time`, epoch milliseconds: everything learned from was bought before. */
    readonly since?: number
    readonly learned: Split['counts']['learned']
    readonly heldOut: Split['counts']['heldOut']
  }
  /** What λ was chosen within what was learned from, or given. */
  readonly lambda: number
  /** Questions of members who are held out. */
  readonly members: Qualities
  /** Questions of nobody known, of 3 to 30 items. */
  readonly anonymous: Qualities
  /** The share of the model's items that stood among the first ten for anybody. */
  readonly coverage: number
}

/** Why nothing could be measured. */
export type EvaluateRefusal =
  | TrainRefusal
  /** It is no share of the members: not above 0 and below 1. */
  | { readonly code: 'bad_hold_out'; readonly holdOut: number }

/** Baskets of nobody known count from so many different items to so many, as a till knows them. */
const ofNobody = { least: 3, most: 30 }

/**
 * Measures how well a model of these baskets suggests what belongs into one. It trains as the product does (pruned,
 * rounded, cut to its neighbours) on a part of the members, takes one item out of each other basket, and looks at which
 * place the model suggests it. Every method gets the same questions.
 *
 * @param baskets of members, and of nobody known: the latter are never learned from
 *
 * @example
 * const basket = (member: string, ...items: string[]) => ({ member, items, instant: 0 })
 * const measured = await evaluateBaskets(
 *   ['ada', 'ben', 'cid', 'dea', 'eva', 'fred'].map((member) => basket(member, 'boots', 'wax')),
 *   { minMembers: 2 },
 * )
 * if (measured.ok) measured.value.members.ease.r10 // 1
 */
export async function evaluateBaskets(
  baskets: readonly KnownBasket[],
  options: EvaluateOptions = {},
): Promise<Result<Evaluation, EvaluateRefusal>> {
  const { by = 'random', holdOut = 0.1, seed = 1, draws = 1, progress = () => undefined } = options
  if (!(holdOut > 0 && holdOut < 1)) return refused({ code: 'bad_hold_out', holdOut })
  const split = splitBaskets(without(baskets, options.without), { by, holdOut, seed })
  const { learned, heldOut } = split.counts
  if (heldOut.members === 0) return refused({ code: 'too_few_members', members: learned.members, needed: 2 })
  const steps: readonly EvaluateStep[] = ['popularity', 'cosine', 'ease', ...(options.reference ? last : [])]
  const beginning = (what: EvaluateStep): void => progress(steps.indexOf(what), steps.length, what)
  const questions = {
    members: questionsOf(split.members, { least: 2, most: Number.POSITIVE_INFINITY, seed, draws }),
    anonymous: questionsOf(split.anonymous, { ...ofNobody, seed, draws }),
  }

  beginning('popularity')
  const popularity = both(questions, popularRanking(split.learned))
  beginning('cosine')
  const alike = await trained(split, options, 'cosine')
  if (!alike.ok) return alike
  const cosine = both(questions, ranking(alike.value))
  beginning('ease')
  const model = await trained(split, options, 'ease')
  if (!model.ok) return model
  const { items, lambda } = model.value
  const suggested = new Set<string>()
  const ease = both(questions, ranking(model.value), (item) => suggested.add(item))
  if (options.reference) beginning('reference')
  const inverted = (done: number, of: number): void => progress(done, of, 'reference')
  const reference =
    options.reference && both(questions, await referenceRanking(split.learned, lambda as number, inverted))

  const qualities = (of: keyof Both): Qualities => ({
    popularity: popularity[of],
    cosine: cosine[of],
    ease: ease[of],
    ...(reference && { reference: reference[of] }),
  })
  return ok({
    split: { by, holdOut, seed, draws, ...(split.since !== undefined && { since: split.since }), learned, heldOut },
    lambda: lambda as number,
    members: qualities('members'),
    anonymous: qualities('anonymous'),
    coverage: suggested.size / items.length,
  })
}

const last = ['reference'] as const

/** Without what counts nowhere. */
function without(baskets: readonly KnownBasket[], items: readonly string[] = []): readonly KnownBasket[] {
  if (items.length === 0) return baskets
  const leftOut = new Set(items)
  return baskets.map((basket) => ({ ...basket, items: basket.items.filter((item) => !leftOut.has(item)) }))
}

const trained = ({ learned }: Split, { minMembers, neighbours, lambda }: EvaluateOptions, method: 'ease' | 'cosine') =>
  trainBaskets(learned, {
    program: 'evaluation',
    name: 'evaluation',
    method,
    ...(minMembers !== undefined && { minMembers }),
    ...(neighbours !== undefined && { neighbours }),
    ...(lambda !== undefined && { lambda }),
  })

const ranking =
  (model: BasketModel): Ranking =>
  (basket) =>
    model.similar(basket, { top: deepest }).items.map(({ item }) => item)

type Both = { readonly members: Quality; readonly anonymous: Quality }

const both = (
  questions: { readonly [Of in keyof Both]: readonly Question[] },
  by: Ranking,
  onTop?: (item: string) => void,
): Both => ({
  members: qualityOf(questions.members, by, onTop),
  anonymous: qualityOf(questions.anonymous, by, onTop),
})

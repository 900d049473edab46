import { ok, type Result, refused } from '../../core/result.js'
import type { ModelFacts } from '../model/trained-model.js'
import type { Weights } from '../model/weights.js'
import { chooseLambda } from './choose-lambda.js'
import { cosine } from './cosine.js'
import { countTogether, type Together } from './count-together.js'
import { ease } from './ease.js'
import { type Gathered, gather } from './gather.js'
import { keepStrongest } from './keep-strongest.js'
import { mostOften } from './most-often.js'
import { settingsOf, type TrainOptions, type TrainSettings } from './train-options.js'
import type { TrainingBasket } from './training-basket.js'

/** Why nothing was trained. */
export type TrainRefusal =
  /** There is none with anything in it that may be learned from. */
  | { readonly code: 'no_baskets' }
  /** Fewer members than any pair needs. */
  | { readonly code: 'too_few_members'; readonly members: number; readonly needed: number }
  /** No item was bought by as many members as it needs. */
  | { readonly code: 'nothing_in_common'; readonly members: number; readonly needed: number }

/** What a model is made of. */
export interface Learned {
  readonly weights: Weights
  readonly facts: ModelFacts
}

/** Trains, short of making a model of it. */
export async function trainWeights(
  baskets: Iterable<TrainingBasket> | AsyncIterable<TrainingBasket>,
  options: TrainOptions,
): Promise<Result<Learned, TrainRefusal>> {
  const settings = settingsOf(options)
  const { progress, minMembers: needed } = settings
  const gathered = await gather(baskets, settings.without, (done) => progress(done, 0, 'read'))
  const { members } = gathered
  if (gathered.baskets === 0) return refused({ code: 'no_baskets' })
  if (members < needed) return refused({ code: 'too_few_members', members, needed })
  const counted = (done: number, of: number): void => progress(done, of, 'count')
  const together = countTogether(gathered, needed, { mostOften, counted })
  if (together.items.length === 0) return refused({ code: 'nothing_in_common', members, needed })
  return ok(settings.method === 'ease' ? byEase(gathered, together, settings) : byCosine(together, settings))
}

function byEase(gathered: Gathered, together: Together, settings: TrainSettings): Learned {
  const { progress } = settings
  const lambda = settings.lambda ?? chooseLambda(gathered, settings, (done, of) => progress(done, of, 'choose'))
  const speaking = ease(together, lambda, { solved: (done, of) => progress(done, of, 'solve') })
  const weights = keepStrongest(together.items, speaking, settings.neighbours)
  return { weights, facts: { ...factsOf(together, settings), lambda } }
}

function byCosine(together: Together, settings: TrainSettings): Learned {
  const weights = keepStrongest(together.items, cosine(together), settings.neighbours)
  return { weights, facts: factsOf(together, settings) }
}

function factsOf({ members, baskets }: Together, settings: TrainSettings): ModelFacts {
  const { program, name, date, method, minMembers, neighbours } = settings
  return { program, name, date, method, minMembers, neighbours, members, baskets }
}

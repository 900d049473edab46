import { ok, type Result, refused } from '../../core/result.js'
import type { Weights } from '../model/weights.js'
import { cosine } from './cosine.js'
import { countTogether } from './count-together.js'
import { gather } from './gather.js'
import { keepStrongest } from './keep-strongest.js'
import type { TrainOptions } from './train-options.js'
import type { TrainingBasket } from './training-basket.js'

/** Why nothing was trained. */
export type TrainRefusal =
  | { readonly code: 'no_baskets' }
  | { readonly code: 'too_few_members'; readonly members: number; readonly needed: number }
  | { readonly code: 'nothing_in_common'; readonly members: number; readonly needed: number }

/** What a model says of its making. */
export interface Trained {
  readonly program: string
  readonly name: string
  readonly date: string
  readonly method: 'ease' | 'cosine'
  /** `null` where the method has none. */
  readonly lambda: number | null
  readonly minMembers: number
  readonly neighbours: number
  readonly members: number
  readonly baskets: number
}

/** Trains, and gives what a model is made of. */
export async function trainWeights(
  baskets: Iterable<TrainingBasket> | AsyncIterable<TrainingBasket>,
  options: TrainOptions,
): Promise<Result<{ readonly weights: Weights; readonly trained: Trained }, TrainRefusal>> {
  const { minMembers = 5, neighbours = 10 } = options
  const gathered = await gather(baskets, options.without)
  const { members } = gathered
  if (gathered.baskets === 0) return refused({ code: 'no_baskets' })
  if (members < minMembers) return refused({ code: 'too_few_members', members, needed: minMembers })
  const together = countTogether(gathered, minMembers)
  if (together.items.length === 0) return refused({ code: 'nothing_in_common', members, needed: minMembers })
  const weights = keepStrongest(together, cosine(together), neighbours)
  const { program, name, date = new Date().toISOString().slice(0, 10) } = options
  const trained: Trained = {
    program,
    name,
    date,
    method: 'cosine',
    lambda: null,
    minMembers,
    neighbours,
    members,
    baskets: gathered.baskets,
  }
  return ok({ weights, trained })
}

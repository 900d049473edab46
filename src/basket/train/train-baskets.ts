import { ok, type Result } from '../../core/result.js'
import { modelOf } from '../model/model-of.js'
import type { TrainedModel } from '../model/trained-model.js'
import type { TrainOptions } from './train-options.js'
import { type TrainRefusal, trainWeights } from './train-weights.js'
import type { TrainingBasket } from './training-basket.js'

/**
 * Learns from members' baskets what goes together. It reads them once, in any order; the same baskets give the same
 * model, and those of a member who is left out give the model that never saw them.
 *
 * What fewer than `minMembers` different members bought (an item, or two in one basket) is not in the model: neither a
 * weight nor a name. Of one member at most five baskets count for an item and for a pair. It is no promise about what
 * somebody can conclude who knows all other members' baskets, who can make members up, or who compares two models.
 *
 * @param baskets of members who may be learned from
 * @returns the model, or why there is none: `no_baskets`, `too_few_members`, `nothing_in_common`
 * @throws EvenhandedError `bad_training` or `bad_basket` where an option or a basket is not as its type says
 *
 * @example
 * const baskets = ['ada', 'ben', 'cid', 'dea', 'eva'].map((member) => ({ member, items: ['boots', 'wax'] }))
 * const trained = await trainBaskets(baskets, { program: 'alpine-shop', name: 'goesWith' })
 * if (trained.ok) trained.value.similar(['boots']).items[0]?.item // 'wax'
 */
export async function trainBaskets(
  baskets: Iterable<TrainingBasket> | AsyncIterable<TrainingBasket>,
  options: TrainOptions,
): Promise<Result<TrainedModel, TrainRefusal>> {
  const learned = await trainWeights(baskets, options)
  return learned.ok ? ok(modelOf(learned.value.weights, learned.value.facts)) : learned
}

import { type TrainedModel, type TrainingBasket, trainBaskets } from 'evenhanded/basket'
import { madeUpBaskets } from '../../shop-checkout/made-up-baskets.js'
import { shop } from '../../shop-checkout/program.js'
import type { ShopServer } from './open-shop.js'

/** From so many customers on, the model is theirs. */
export const enough = 50

/**
 * Learns what goes together: from the made-up members, or from the customers of this demo who agreed to it and still do,
 * as soon as they are enough. Never from both: everybody can make up the made-up ones again, and would read what is left.
 * It takes a moment, so it happens at each start; a real shop lets `evenhanded train` do it at night.
 */
export async function learn(server: Pick<ShopServer, 'trainingBaskets'>): Promise<TrainedModel> {
  const agreed: TrainingBasket[] = []
  for await (const basket of server.trainingBaskets('goesWith')) agreed.push(basket)
  const isEnough = new Set(agreed.map(({ member }) => member)).size >= enough
  const own = isEnough ? await trained(agreed) : undefined
  // They may be enough, and have nothing in common.
  if (own?.ok) return own.value
  const madeUp = await trained(madeUpBaskets())
  if (!madeUp.ok) throw new Error(madeUp.error.code)
  return madeUp.value
}

const trained = (baskets: Iterable<TrainingBasket>) =>
  trainBaskets(baskets, { program: shop.id, name: 'goesWith', without: shop.models.goesWith?.without ?? [] })

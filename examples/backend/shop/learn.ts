import { type TrainedModel, trainBaskets } from 'evenhanded/basket'
import { madeUpBaskets } from '../../shop-checkout/made-up-baskets.js'
import { shop } from '../../shop-checkout/program.js'
import type { ShopServer } from './open-shop.js'

/**
 * Learns what goes together: from the made-up members, and from whoever of this demo's customers agreed to it and still
 * does. It takes a moment, so it happens at each start; a real shop lets `evenhanded train` do it at night.
 */
export async function learn(server: Pick<ShopServer, 'trainingBaskets'>): Promise<TrainedModel> {
  async function* baskets() {
    yield* madeUpBaskets()
    yield* server.trainingBaskets('goesWith')
  }
  const without = shop.models.goesWith?.without ?? []
  const trained = await trainBaskets(baskets(), { program: shop.id, name: 'goesWith', without })
  if (!trained.ok) throw new Error(trained.error.code)
  return trained.value
}

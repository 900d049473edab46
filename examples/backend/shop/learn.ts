import { type TrainedModel, trainBaskets } from 'evenhanded/basket'
import { madeUpBaskets } from '../../shop-checkout/made-up-baskets.js'
import { shop } from '../../shop-checkout/program.js'

/** Learns what goes together from the made-up members. It takes a moment, so it happens at each start. */
export async function learn(): Promise<TrainedModel> {
  const without = shop.models.goesWith?.without ?? []
  const trained = await trainBaskets(madeUpBaskets(), { program: shop.id, name: 'goesWith', without })
  if (!trained.ok) throw new Error(trained.error.code)
  return trained.value
}

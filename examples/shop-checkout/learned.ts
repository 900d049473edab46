import { loadModel } from 'evenhanded/basket'
import { products } from './catalogue.js'
import { shop } from './program.js'

/** What goes together, as the shop's backend has learned it: the same for everybody, and looked into on this device. */
export const learned = () =>
  loadModel('/shop-checkout/api/goes-with', {
    ...{ program: shop.id, name: 'goesWith' },
    items: products.map(({ id }) => id),
  })

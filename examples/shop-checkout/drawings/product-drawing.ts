import type { Product, Shoe } from '../product.js'
import { lugs, shoes, sole } from './shoes.js'
import { things } from './things.js'

const isShoe = (product: Product): product is Shoe => product.shelf === 'shoes'

/** A shoe: leather is the darkest, what keeps the wet out lies between; soles for rock have lugs. */
const shoe = ({ shape, leather, terrain, weather }: Shoe) => ({
  ...shoes[shape],
  material: leather ? 'leather' : weather.includes('wet') ? 'sealed' : 'light',
  under: terrain.includes('alpine') ? [sole, lugs] : [sole],
})

/** One drawing for each kind of thing, in the same few lines. */
export function productDrawing(product: Product): string {
  const { body, seams, material, under } = isShoe(product)
    ? shoe(product)
    : { ...things[product.shape as keyof typeof things], material: 'light', under: [] }
  const paths = [...seams, ...under].map((d) => `<path d="${d}"/>`).join('')
  return `<svg class="product-lines" viewBox="0 0 132 88" aria-hidden="true" focusable="false"><path class="in-${material}" d="${body}"/>${paths}</svg>`
}

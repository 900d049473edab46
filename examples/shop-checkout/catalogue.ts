import type { Product, Shoe, Terrain, Weather } from './product.js'
import { shoes } from './shoes.js'
import { things } from './things.js'

/** All of it is made up, like whoever buys it. */
export const products: readonly Product[] = [...shoes, ...things]

const byId = new Map(products.map((product) => [product.id, product]))

export const productOf = (id: string): Product | undefined => byId.get(id)

/** The shoes for a ground and a weather. */
export const suiting = (terrain: Terrain, weather: Weather): readonly Shoe[] =>
  shoes.filter((shoe) => shoe.terrain.includes(terrain) && shoe.weather.includes(weather))

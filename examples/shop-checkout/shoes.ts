import type { Shoe, Terrain, Weather } from './product.js'

const shoe = (
  id: string,
  name: string,
  says: string,
  price: number,
  shape: Shoe['shape'],
  terrain: readonly Terrain[],
  weather: readonly Weather[],
  more?: { readonly leather: true },
): Shoe => ({ id, name, word: name, says, price, shelf: 'shoes', shape, terrain, weather, ...more })

/** Twelve made-up pairs. */
export const shoes: readonly Shoe[] = [
  shoe('diavolezza', 'Diavolezza', 'Stiff boot that takes a crampon', 389, 'boot', ['alpine'], ['dry', 'wet'], {
    leather: true,
  }),
  shoe('keschhorn', 'Keschhorn', 'Waterproof boot for long ridges', 329, 'boot', ['alpine'], ['wet']),
  shoe('albula', 'Albula', 'Light shoe with a climbing toe', 219, 'low', ['alpine'], ['dry']),
  shoe('bergell', 'Bergell', 'Mid-height, for huts and scree', 249, 'mid', ['alpine', 'forest'], ['wet']),
  shoe('morteratsch', 'Morteratsch', 'Leather mid that grows with you', 279, 'mid', ['forest'], ['dry', 'wet'], {
    leather: true,
  }),
  shoe('stazer', 'Stazer', 'Soft sole for forest paths', 169, 'low', ['forest'], ['dry']),
  shoe('fex', 'Fex', 'Lined shoe for wet meadows', 189, 'low', ['forest'], ['wet']),
  shoe('silser', 'Silser', 'Sandal for the lake path', 119, 'sandal', ['forest', 'city'], ['dry']),
  shoe('bever', 'Bever', 'Trail runner with a firm heel', 179, 'low', ['forest', 'alpine'], ['dry']),
  shoe('plaiv', 'Plaiv', 'Plain leather shoe for every day', 199, 'low', ['city'], ['dry', 'wet'], { leather: true }),
  shoe('via', 'Via', 'Knitted shoe, 210 grams', 139, 'low', ['city'], ['dry']),
  shoe('brolla', 'Brolla', 'Ankle boot that sheds the rain', 229, 'mid', ['city'], ['wet']),
]

export type Terrain = 'alpine' | 'forest' | 'city'
export type Weather = 'dry' | 'wet'

export interface Product {
  readonly id: string
  readonly name: string
  readonly says: string
  /** CHF, whole. */
  readonly price: number
  readonly shape: 'sandal' | 'low' | 'mid' | 'boot' | 'tin'
  readonly terrain: readonly Terrain[]
  readonly weather: readonly Weather[]
  readonly leather?: true
}

const shoe = (
  id: string,
  name: string,
  says: string,
  price: number,
  shape: Product['shape'],
  terrain: readonly Terrain[],
  weather: readonly Weather[],
  more?: { readonly leather: true },
): Product => ({ id, name, says, price, shape, terrain, weather, ...more })

/** Twelve made-up pairs, and the wax that goes with the leather ones. */
export const products: readonly Product[] = [
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
  shoe('wax', 'Beeswax, 100 ml', 'For leather, twice a year', 15, 'tin', [], []),
]

export const productOf = (id: string): Product | undefined => products.find((product) => product.id === id)

/** The shoes for a ground and a weather. */
export const fitting = (terrain: Terrain, weather: Weather): readonly Product[] =>
  products.filter((product) => product.terrain.includes(terrain) && product.weather.includes(weather))

/** What one order holds, as the page sends it and the shop's backend checks it. */
export interface Order {
  readonly items: readonly { readonly id: string; readonly count: number }[]
  /** The coupon for wax with leather boots. */
  readonly coupon: boolean
  /** A voucher that points were turned into. */
  readonly voucher: boolean
}

/** CHF. The page shows this sum, and the backend works it out again for itself. */
export function total({ items, coupon, voucher }: Order): number {
  const sum = items.reduce((all, { id, count }) => all + (productOf(id)?.price ?? 0) * count, 0)
  return Math.max(0, sum - (coupon && mayUseCoupon(items) ? 5 : 0) - (voucher ? 10 : 0))
}

export const hasLeather = (items: Order['items']): boolean => items.some(({ id }) => productOf(id)?.leather)

export const mayUseCoupon = (items: Order['items']): boolean =>
  hasLeather(items) && items.some(({ id }) => id === 'wax')

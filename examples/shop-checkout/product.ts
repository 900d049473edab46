export type Terrain = 'alpine' | 'forest' | 'city'
export type Weather = 'dry' | 'wet'

/** What is drawn of it: one drawing for each kind. */
export type Shape =
  | ('sandal' | 'low' | 'mid' | 'boot')
  | ('tin' | 'spray' | 'brush' | 'laces' | 'sock' | 'sole')
  | ('poles' | 'gaiter' | 'spikes' | 'map' | 'compass' | 'lamp' | 'bottle' | 'box' | 'bar')
  | ('pack' | 'hat' | 'cap' | 'glove' | 'cape' | 'plaster' | 'band' | 'tube')

/** Where it stands in the shop, and on the till. */
export type Shelf = 'shoes' | 'care' | 'feet' | 'way' | 'wear' | 'health'

export const shelves: { readonly [shelf in Shelf]: string } = {
  shoes: 'Shoes',
  care: 'Care',
  feet: 'In the shoe',
  way: 'On the way',
  wear: 'To wear',
  health: 'Health',
}

export interface Product {
  readonly id: string
  readonly name: string
  /** In the middle of a sentence, as in “take the wax along”. */
  readonly word: string
  readonly says: string
  /** CHF, whole. */
  readonly price: number
  readonly shelf: Shelf
  readonly shape: Shape
}

export interface Shoe extends Product {
  readonly shelf: 'shoes'
  readonly shape: 'sandal' | 'low' | 'mid' | 'boot'
  readonly terrain: readonly Terrain[]
  readonly weather: readonly Weather[]
  readonly leather?: true
}

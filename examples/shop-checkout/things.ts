import type { Product, Shape, Shelf } from './product.js'

const on =
  (shelf: Shelf) =>
  (id: string, name: string, word: string, says: string, price: number, shape: Shape): Product => ({
    ...{ id, name, word, says, price, shelf, shape },
  })

const care = on('care')
const feet = on('feet')
const way = on('way')
const wear = on('wear')
const health = on('health')

/** What goes along with a pair. */
export const things: readonly Product[] = [
  care('wax', 'Beeswax, 100 ml', 'wax', 'For leather, twice a year', 15, 'tin'),
  care('spray', 'Rain spray, 200 ml', 'rain spray', 'Keeps the wet out of cloth', 19, 'spray'),
  care('brush', 'Horsehair brush', 'brush', 'Before the wax and after the mud', 12, 'brush'),
  care('laces', 'Laces, 150 cm', 'laces', 'Waxed cotton, five eyelets or more', 8, 'laces'),

  feet('socks-roseg', 'Roseg socks', 'Roseg socks', 'Merino, up to the calf', 28, 'sock'),
  feet('socks-bergell', 'Bergell socks', 'Bergell socks', 'Thin, to wear under others', 16, 'sock'),
  feet('socks-trail', 'Trail socks', 'trail socks', 'Short, for summer', 18, 'sock'),
  feet('insoles-cork', 'Cork insoles', 'cork insoles', 'Firm under the arch', 29, 'sole'),
  feet('insoles-felt', 'Felt insoles', 'felt insoles', 'Warm from November on', 24, 'sole'),

  way('poles', 'Folding poles', 'poles', 'Ash handles, 38 cm folded', 129, 'poles'),
  way('gaiters', 'Gaiters', 'gaiters', 'For snow and wet grass', 59, 'gaiter'),
  way('spikes', 'Light spikes', 'spikes', 'For ice on the path', 69, 'spikes'),
  way('map-bernina', 'Map: Bernina', 'Bernina map', '1:25,000, paths and huts', 23, 'map'),
  way('map-engadin', 'Map: Engadin', 'Engadin map', '1:50,000, the whole valley', 23, 'map'),
  way('compass', 'Compass', 'compass', 'With a mirror', 45, 'compass'),
  way('lamp', 'Head lamp', 'head lamp', 'Eight hours on one charge', 55, 'lamp'),
  way('bottle', 'Bottle, 0.75 l', 'bottle', 'Steel, one wall', 25, 'bottle'),
  way('flask', 'Flask, 0.5 l', 'flask', 'Tea stays hot until the hut', 39, 'bottle'),
  way('box', 'Lunch box', 'lunch box', 'Holds two pieces of bread', 22, 'box'),
  way('bar', 'Nut bar', 'nut bar', 'Engadin nut cake, to go', 4, 'bar'),
  way('pack', 'Day pack, 22 l', 'day pack', 'With a place for poles', 119, 'pack'),

  wear('hat', 'Sun hat', 'sun hat', 'Felt, with a cord', 49, 'hat'),
  wear('cap', 'Wool cap', 'wool cap', 'Covers the ears', 32, 'cap'),
  wear('gloves', 'Thin gloves', 'gloves', 'For the first snow', 35, 'glove'),
  wear('cape', 'Rain cape', 'rain cape', 'Over you and the pack', 79, 'cape'),

  health('plasters', 'Blister plasters', 'plasters', 'Six, in two sizes', 12, 'plaster'),
  health('knee', 'Knee support', 'knee support', 'For the way down', 49, 'band'),
  health('belly', 'Pregnancy belt', 'pregnancy belt', 'Carries with you', 69, 'band'),
  health('balm', 'Joint balm', 'balm', 'Arnica and larch', 21, 'tube'),
]

import { drawing, element, place, show } from '../../look/element.js'
import { products } from '../catalogue.js'
import { productDrawing } from '../drawings/product-drawing.js'
import { type Product, type Shelf, shelves } from '../product.js'
import { type Customer, scan } from './customer.js'

/** What a scanner would read is tapped here: a key for each thing, by shelf. */
export function showKeys({ stage }: Customer, redraw: () => void): void {
  const key = ({ id, name, price, ...product }: Product): Element =>
    element(
      'li',
      {},
      element(
        'button',
        {
          class: 'key-cap',
          id: `scan-${id}`,
          disabled: stage !== 'scanning',
          click: () => {
            scan(id)
            redraw()
          },
        },
        drawing(productDrawing({ id, name, price, ...product })),
        element('span', { class: 'key-name' }, element('span', { class: 'aside-text' }, 'Scan '), name),
        element('span', { class: 'small soft figures' }, `CHF ${price}`),
      ),
    )
  const shelf = (of: Shelf): Element =>
    element(
      'div',
      { class: 'stack-small' },
      element('h2', { class: 'key-shelf' }, shelves[of]),
      of === 'health'
        ? element('p', { class: 'small soft' }, 'They tell of somebody’s health: no coupon ever follows from them.')
        : null,
      element('ul', { class: 'key-caps' }, ...products.filter((product) => product.shelf === of).map(key)),
    )
  show(place('keys'), ...(Object.keys(shelves) as Shelf[]).map(shelf))
}

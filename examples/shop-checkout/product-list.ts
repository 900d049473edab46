import { drawing, element, place, show } from '../look/element.js'
import { countOf, put } from './basket.js'
import { productDrawing } from './drawings/product-drawing.js'
import { selection } from './finder.js'
import { type Product, type Shelf, type Shoe, shelves } from './product.js'
import { things } from './things.js'

const card = (product: Shoe): Element => {
  const { name, says, price } = product
  return element(
    'li',
    { class: 'product' },
    element('div', { class: 'product-drawing' }, drawing(productDrawing(product))),
    element(
      'div',
      { class: 'product-words' },
      element('h3', {}, name),
      element('p', { class: 'small' }, says),
      element('p', { class: 'small soft' }, tags(product)),
      element('p', { class: 'figures' }, `CHF ${price}`),
    ),
    adding(product),
  )
}

const adding = ({ id, name }: Product): Element => {
  const count = countOf(id)
  return element(
    'button',
    {
      class: 'button',
      id: `add-${id}`,
      'aria-label': count > 0 ? `${count} in the basket, one more ${name}` : `Add to basket: ${name}`,
      click: () => put(id, count + 1),
    },
    count > 0 ? `${count} in the basket` : 'Add to basket',
  )
}

const grounds = { alpine: 'rock', forest: 'forest', city: 'town' }

const tags = ({ terrain, weather }: Shoe): string =>
  `For ${terrain.map((ground) => grounds[ground]).join(' and ')}, ${weather.join(' or ')}`

/** Which shelves stand open: it outlasts the list being drawn anew. */
const open = new Set<Shelf>()

function shelf(of: Shelf): Element {
  const goods = things.filter((thing) => thing.shelf === of)
  const details = element(
    'details',
    { class: 'shelf', open: open.has(of) },
    element(
      'summary',
      { id: `shelf-${of}` },
      element('span', {}, shelves[of]),
      element('span', { class: 'small soft' }, goods.map(({ word }) => word).join(', ')),
    ),
    of === 'health'
      ? element(
          'p',
          { class: 'small soft' },
          'Nothing is learned of these, nothing is concluded from them, and none is ever suggested.',
        )
      : null,
    element('ul', { class: 'shelf-goods' }, ...goods.map(good)),
  )
  details.addEventListener('toggle', () => (details.open ? open.add(of) : open.delete(of)))
  return details
}

const good = (product: Product): Element =>
  element(
    'li',
    { class: 'shelf-good' },
    drawing(productDrawing(product)),
    element(
      'div',
      { class: 'basket-name' },
      element('span', {}, product.name),
      element('span', { class: 'small soft figures' }, `CHF ${product.price} · ${product.says}`),
    ),
    adding(product),
  )

export function showList(): void {
  const { shown, fits } = selection()
  show(
    place('list'),
    element('h2', { class: 'list-title' }, fits ? 'What suits your paths' : 'All twelve'),
    shown.length === 0
      ? element('p', { class: 'soft' }, 'We make none for that. Forget your answers to see all twelve.')
      : element('ul', { class: 'products' }, ...shown.map(card)),
    element('h2', { class: 'list-title shelves-title' }, 'What goes along'),
    ...(Object.keys(shelves) as Shelf[]).filter((of) => of !== 'shoes').map(shelf),
  )
}

import { drawing, element, place, show } from '../look/element.js'
import { countOf, put } from './basket.js'
import type { Product } from './catalogue.js'
import { selection } from './finder.js'
import { shoeDrawing } from './shoe-drawing.js'

const card = (product: Product): Element => {
  const { id, name, says, price } = product
  const count = countOf(id)
  return element(
    'li',
    { class: 'product' },
    element('div', { class: 'product-drawing' }, drawing(shoeDrawing(product))),
    element(
      'div',
      { class: 'product-words' },
      element('h3', {}, name),
      element('p', { class: 'small' }, says),
      element('p', { class: 'small soft' }, tags(product)),
      element('p', { class: 'figures' }, `CHF ${price}`),
    ),
    element(
      'button',
      {
        class: 'button',
        id: `add-${id}`,
        'aria-label': count > 0 ? `${count} in the basket, one more ${name}` : `Add to basket: ${name}`,
        click: () => put(id, count + 1),
      },
      count > 0 ? `${count} in the basket` : 'Add to basket',
    ),
  )
}

const grounds = { alpine: 'rock', forest: 'forest', city: 'town' }

const tags = ({ terrain, weather }: Product): string =>
  `For ${terrain.map((ground) => grounds[ground]).join(' and ')}, ${weather.join(' or ')}`

export function showList(): void {
  const { shown, fits } = selection()
  const shoes = shown.filter(({ shape }) => shape !== 'tin')
  show(
    place('list'),
    element('h2', { class: 'list-title' }, fits ? 'What suits your paths' : 'All twelve'),
    shoes.length === 0
      ? element('p', { class: 'soft' }, 'We make none for that. Forget your answers to see all twelve.')
      : element('ul', { class: 'products' }, ...shoes.map(card)),
  )
}

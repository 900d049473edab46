import { element, place, show } from '../look/element.js'
import { client } from './client.js'
import { type OrderLine, ordersOfMine } from './orders.js'

let orders: readonly OrderLine[] = []

/** Nothing is asked of the shop's server before somebody is known there. */
export async function loadOrders(): Promise<void> {
  orders = client.snapshot().subject === null ? [] : await ordersOfMine()
}

export const orderCount = (): number => orders.length

export function showAccount(redraw: () => void): void {
  if (orders.length === 0) {
    show(place('account'))
    return
  }
  const points = client.points('bonus')
  show(
    place('account'),
    element(
      'div',
      { class: 'panel stack' },
      element('h2', {}, 'With us'),
      element(
        'p',
        { class: 'points' },
        element('span', { class: 'points-figure figures', id: 'points' }, String(points.available)),
        ' points. ',
        element('span', { class: 'small soft' }, '200 of them are CHF 10.'),
      ),
      element(
        'table',
        {},
        element('caption', { class: 'aside-text' }, 'Your orders'),
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, 'Order'),
            element('th', { scope: 'col', class: 'number' }, 'CHF'),
            element('th', { scope: 'col', class: 'number' }, 'Points'),
          ),
        ),
        element(
          'tbody',
          {},
          ...orders.map(({ number, total, points }) =>
            element(
              'tr',
              {},
              element('td', {}, String(number)),
              element('td', { class: 'number' }, String(total)),
              element('td', { class: 'number' }, `+${points}`),
            ),
          ),
        ),
      ),
      ...exits(redraw),
    ),
  )
}

/** Leaving is as easy as joining: every consent has its button. */
function exits(redraw: () => void): readonly Element[] {
  const purposes = new Map(
    client.consents
      .list()
      .filter(({ basis, status }) => basis === 'consent' && status === 'granted')
      .map(({ purpose, label }) => [purpose, label]),
  )
  return [...purposes].map(([purpose, label]) =>
    element(
      'p',
      { class: 'row row-apart small' },
      element('span', {}, label),
      element(
        'button',
        {
          class: 'button',
          id: `stop-${purpose}`,
          click: async () => {
            await client.consents.withdraw(purpose as 'newsletter' | 'ring')
            redraw()
          },
        },
        'Stop this',
      ),
    ),
  )
}

import { element, place, show } from '../look/element.js'
import { client } from './client.js'
import { loadAccount, orders, voucherCount } from './orders.js'

export function showAccount(redraw: () => void): void {
  if (orders().length === 0) {
    show(place('account'))
    return
  }
  const points = client.points('bonus')
  show(
    place('account'),
    element(
      'div',
      { class: 'panel stack' },
      element('h2', {}, 'Your points and orders'),
      element(
        'p',
        { class: 'points', id: 'points-line', tabindex: '-1' },
        element('span', { class: 'points-figure figures', id: 'points' }, String(points.available)),
        ' points. ',
        element('span', { class: 'small soft' }, voucherCount() > 0 ? 'Your voucher waits for the next order.' : ''),
      ),
      element(
        'button',
        {
          class: 'button button-get figures',
          id: 'turn-points',
          disabled: points.available < 200,
          click: () => void turnPoints(redraw),
        },
        points.available < 200 ? `${200 - points.available} more for CHF 10 off` : '200 points: CHF 10 off',
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
          ...orders().map(({ number, total, points }) =>
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

/** Points convert into a voucher, which the next order takes off. */
async function turnPoints(redraw: () => void): Promise<void> {
  const done = await client.redeem('voucher')
  if (done.ok) await done.settled
  await loadAccount()
  redraw()
  place('points-line').focus()
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

import { drawing, element, place, show } from '../look/element.js'
import { whyOffer } from '../look/why-offer.js'
import { hasLeather, mayUseCoupon, type Order, productOf, total } from './catalogue.js'
import { client } from './client.js'
import { voucherCount } from './orders.js'
import { shop } from './program.js'
import { shoeDrawing } from './shoe-drawing.js'

// The basket lives as long as the visit: what is seen in passing is not kept.
let items: Order['items'] = []
let coupon = false
const listeners = new Set<() => void>()

export const order = (): Order => ({ items, coupon, voucher: voucherCount() > 0 })

export const onBasket = (listener: () => void): void => {
  listeners.add(listener)
}

function change(next: Order['items']): void {
  items = next.filter(({ count }) => count > 0)
  void client.observe(
    'basket',
    items.map(({ id }) => id),
  )
  for (const listener of listeners) listener()
}

export const countOf = (id: string): number => items.find((item) => item.id === id)?.count ?? 0

export function put(id: string, count: number): void {
  change(
    items.some((item) => item.id === id)
      ? items.map((item) => (item.id === id ? { id, count } : item))
      : [...items, { id, count }],
  )
}

export function emptyBasket(): void {
  coupon = false
  change([])
}

const stepper = (id: string, count: number, name: string): Element =>
  element(
    'div',
    { class: 'stepper' },
    element(
      'button',
      { class: 'button', id: `less-${id}`, 'aria-label': `One ${name} less`, click: () => put(id, count - 1) },
      '−',
    ),
    element('span', { class: 'figures' }, String(count)),
    element(
      'button',
      { class: 'button', id: `more-${id}`, 'aria-label': `One ${name} more`, click: () => put(id, count + 1) },
      '+',
    ),
  )

/** On a phone the basket is far below: this line stays in sight and leads there. */
function showWay(): void {
  const pieces = items.reduce((all, { count }) => all + count, 0)
  const words = `${pieces} in the basket, CHF ${total(order())}`
  show(
    place('basket-way'),
    pieces === 0 ? null : element('a', { class: 'button basket-way figures', id: 'to-basket', href: '#basket' }, words),
  )
}

export function showBasket(): void {
  showWay()
  const lines = items.flatMap(({ id, count }) => {
    const product = productOf(id)
    return product
      ? [
          element(
            'li',
            { class: 'basket-line' },
            drawing(shoeDrawing(product)),
            element(
              'div',
              { class: 'basket-name' },
              element('span', {}, product.name),
              element('span', { class: 'small soft figures' }, `CHF ${product.price * count}`),
            ),
            stepper(id, count, product.name),
          ),
        ]
      : []
  })
  show(
    place('basket'),
    element('h2', {}, 'Basket'),
    lines.length === 0
      ? element('p', { class: 'soft' }, 'Empty. Choose a pair, and it waits here until you leave.')
      : element('ul', { class: 'basket-lines' }, ...lines),
    couponLine(),
    order().voucher && lines.length > 0
      ? element(
          'p',
          { class: 'row row-apart coupon' },
          element('span', {}, 'Voucher, from your points'),
          element('span', { class: 'figures' }, '− CHF 10'),
        )
      : null,
    lines.length === 0
      ? null
      : element(
          'p',
          { class: 'row row-apart basket-total' },
          element('span', {}, 'Total'),
          element('strong', { class: 'figures' }, `CHF ${total(order())}`),
        ),
  )
}

/** Receive: the device alone has looked into the basket, and nothing about it was told to anybody. */
function couponLine(): Element | null {
  if (!hasLeather(items)) return null
  const offer = client.offer('goesWithIt')
  const [benefit] = offer.gives
  if (coupon && mayUseCoupon(items))
    return element(
      'p',
      { class: 'row row-apart coupon', tabindex: '-1', id: 'coupon-used' },
      element('span', {}, 'Coupon: wax for leather'),
      element('span', { class: 'figures' }, '− CHF 5'),
    )
  if (client.next()?.id !== offer.id) return null
  offer.shown()
  const take = async (): Promise<void> => {
    const accepted = await offer.accept({})
    if (!accepted.ok) return
    coupon = true
    if (countOf('wax') === 0) put('wax', 1)
    else change(items)
    place('coupon-used').focus()
  }
  return element(
    'div',
    { class: 'coupon stack' },
    element('p', {}, element('span', { class: 'small coupon-word' }, 'For you, nothing asked'), benefit?.says ?? ''),
    element(
      'p',
      { class: 'small soft' },
      'This device saw leather in your basket. Nobody else did, and it forgets it when you leave.',
    ),
    element(
      'button',
      { class: 'button button-get', id: 'take-coupon', click: () => void take() },
      'Take the wax along',
    ),
    whyOffer(client, shop, offer.id),
  )
}

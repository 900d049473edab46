import { drawing, element, place, show } from '../look/element.js'
import { wordOf } from './because.js'
import { productOf } from './catalogue.js'
import { client } from './client.js'
import { codeForm } from './code-form.js'
import { couponOf } from './coupons.js'
import { productDrawing } from './drawings/product-drawing.js'
import { isFor, type Order, total } from './order.js'
import { voucherCount } from './orders.js'
import { proposal, type TakenCoupon } from './proposal.js'

// The basket lives as long as the visit: what is seen in passing is not kept.
let items: Order['items'] = []
let coupon: TakenCoupon | null = null
const listeners = new Set<() => void>()

/** The coupon that counts: one whose item lies in the basket. */
export const counting = (): TakenCoupon | null => {
  const taken = couponOf(coupon?.name)
  return taken && isFor(taken, items) ? coupon : null
}

export const order = (): Order => ({ items, coupon: counting()?.code, voucher: voucherCount() > 0 })

/** CHF. */
export const sum = (): number => total(items, couponOf(counting()?.name), order().voucher)

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
  coupon = null
  change([])
}

/** It was used up, or is no coupon: the order goes on without it. */
export function dropCoupon(): void {
  coupon = null
  change(items)
}

function takeCoupon(taken: TakenCoupon, item?: string): void {
  coupon = taken
  if (item !== undefined && countOf(item) === 0) put(item, 1)
  else change(items)
  document.getElementById('coupon-used')?.focus()
}

const codes = codeForm((taken) => takeCoupon(taken))

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
  const words = `${pieces} in the basket, CHF ${sum()}`
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
            drawing(productDrawing(product)),
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
    ...(lines.length === 0
      ? [element('p', { class: 'soft' }, 'Empty. Choose a pair, and it waits here until you leave.')]
      : [
          element('ul', { class: 'basket-lines' }, ...lines),
          coupon ? couponLine(coupon) : proposal(takeCoupon),
          coupon ? null : codes,
          order().voucher ? off('Voucher, from your points', 10) : null,
          element(
            'p',
            { class: 'row row-apart basket-total' },
            element('span', {}, 'Total'),
            element('strong', { class: 'figures' }, `CHF ${sum()}`),
          ),
        ]),
  )
}

const off = (words: string, francs: number, more: { readonly [name: string]: string } = {}): Element =>
  element(
    'p',
    { class: 'row row-apart coupon', ...more },
    element('span', {}, words),
    element('span', { class: 'figures' }, `− CHF ${francs}`),
  )

/** A coupon counts once what it is for lies in the basket. */
function couponLine({ name }: TakenCoupon): Element | null {
  const taken = couponOf(name)
  if (!taken) return null
  const focus = { id: 'coupon-used', tabindex: '-1' }
  if (isFor(taken, items)) return off(`Coupon: ${taken.says}`, taken.worth, focus)
  return element(
    'div',
    { class: 'coupon stack', ...focus },
    element('p', {}, `Your coupon: ${taken.says}. It counts once that lies in the basket.`),
    element(
      'div',
      { class: 'row' },
      ...[taken.item]
        .flat()
        .map((item) =>
          element(
            'button',
            { class: 'button', id: `along-${item}`, click: () => put(item, 1) },
            `Add the ${wordOf(item)}`,
          ),
        ),
    ),
  )
}

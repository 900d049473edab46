import { element, place, show } from '../look/element.js'
import { offerForm } from '../look/offer-form.js'
import { whyOffer } from '../look/why-offer.js'
import { dropCoupon, emptyBasket, order, sum } from './basket.js'
import { client } from './client.js'
import { loadAccount, type Placed, placeOrder } from './orders.js'
import { shop } from './program.js'

/** What the form showed when it was drawn: it is drawn anew only where that changes, so that nothing typed is lost. */
let drawn = ''
let placed: Placed | null = null
let later = false

export function showCheckout(redraw: () => void): void {
  const isEmpty = order().items.length === 0
  const offer = client.offer('order')
  const label = `Order: CHF ${sum()}`
  const key = [isEmpty, later, placed?.number, placed?.refused, ...offer.known.map(({ field }) => field)].join()
  if (key === drawn) {
    const button = document.getElementById('order-accept')
    if (button) button.textContent = label
    return
  }
  drawn = key
  show(
    place('checkout'),
    placed && thanks(placed),
    ...(isEmpty || placed?.number
      ? []
      : later
        ? [reopen(redraw)]
        : [orderForm(label, redraw), whyOffer(client, shop, 'order')]),
  )
}

const reopen = (redraw: () => void): Element =>
  element(
    'button',
    {
      class: 'button',
      id: 'order-open',
      click: () => {
        later = false
        redraw()
        place('checkout').querySelector('input')?.focus()
      },
    },
    'To the order',
  )

const orderForm = (label: string, redraw: () => void): Element =>
  offerForm(client.offer('order'), {
    id: 'order',
    accept: label,
    decline: 'Not now',
    accepted: async (accepted) => {
      show(
        place('checkout'),
        element(
          'p',
          { class: 'panel soft', role: 'status', id: 'order-sending', tabindex: '-1' },
          'Sending your order to the shop. Keep this page open.',
        ),
      )
      place('order-sending').focus()
      const settled = await accepted.settled
      const answer = settled.ok ? await placeOrder(order(), settled.id) : ({ refused: settled.error.message } as const)
      await Promise.all([client.sync(), loadAccount()])
      if (answer.refused === undefined) emptyBasket()
      else if (answer.coupon) dropCoupon()
      placed = answer
      redraw()
      place('order-done').focus()
    },
    declined: () => {
      later = true
      redraw()
      place('order-open').focus()
    },
  })

/** A new basket begins a new order. */
export function forgetPlaced(): void {
  if (order().items.length > 0) placed = null
}

const thanks = (placed: Placed): Element =>
  placed.refused !== undefined
    ? element(
        'div',
        { class: 'eh-errors', id: 'order-done', tabindex: '-1' },
        element('p', { class: 'eh-errors-title' }, 'Not ordered yet'),
        element('p', {}, placed.refused),
        element(
          'p',
          {},
          placed.coupon
            ? 'The coupon is taken off. Look at the sum, then order again.'
            : 'Your basket is still there; try again.',
        ),
      )
    : element(
        'div',
        { class: 'eh-done', id: 'order-done', tabindex: '-1', role: 'status' },
        element('h2', {}, `Order ${placed.number} is on its way`),
        element(
          'p',
          { class: 'figures' },
          `CHF ${placed.total}, in two working days. The shop has credited you ${placed.points} points.`,
        ),
      )

import type { BestFit } from 'evenhanded/basket'
import { element, place, show } from '../../look/element.js'
import { whyOffer } from '../../look/why-offer.js'
import { becauseOf, inWords } from '../because.js'
import { shop } from '../program.js'
import { type Customer, leaveCoupon, nextCustomer, pay, proposed, sumOf, takeCoupon } from './customer.js'

type Step = (customer: Customer, redraw: () => void) => readonly (Element | null)[]

/** What the staff does next, and on a phone the way there: take the money, give the coupon or not, print, and greet the next. */
export function showNextStep(customer: Customer, redraw: () => void): void {
  show(place('next-step'), ...steps[customer.stage](customer, redraw))
  const { stage, items } = customer
  const isFar = stage === 'scanning' && items.length > 0
  show(
    place('receipt-way'),
    isFar
      ? element('a', { class: 'button figures', id: 'to-receipt', href: '#paper' }, `Receipt: CHF ${sumOf(customer)}`)
      : null,
  )
}

const button = (id: string, words: string, kind: string, act: () => void): Element =>
  element('button', { class: kind, id, click: act }, words)

/** What comes next takes the focus: the keyboard goes on from there. */
const goOn = (redraw: () => void): void => {
  redraw()
  document.getElementById('step')?.focus()
}

const scanning: Step = (customer, redraw) => [
  customer.items.length === 0
    ? null
    : button('pay', `Paid: CHF ${sumOf(customer)}`, 'button button-get', () => {
        pay()
        goOn(redraw)
      }),
]

const paid: Step = ({ client }, redraw) => {
  const offer = proposed()
  if (!offer?.fit) return []
  offer.shown()
  const take = async (): Promise<void> => {
    const taken = takeCoupon()
    goOn(redraw)
    await taken
    goOn(redraw)
  }
  const leave = (): void => {
    leaveCoupon()
    goOn(redraw)
  }
  return [
    element(
      'div',
      { class: 'coupon stack', id: 'step', tabindex: '-1' },
      element(
        'p',
        {},
        element('span', { class: 'small coupon-word' }, 'For the customer, nothing asked'),
        offer.gives.map(({ says }) => says).join('; '),
      ),
      element('p', { class: 'small soft' }, seen(offer.fit)),
      element(
        'div',
        { class: 'two-buttons' },
        button('take-coupon', 'Add to receipt', 'button', () => void take()),
        button('leave-coupon', 'Leave it out', 'button', leave),
      ),
      whyOffer(client, shop, offer.id, inWords),
    ),
  ]
}

const seen = (fit: BestFit): string =>
  fit.by === 'basket'
    ? `Because of ${becauseOf(fit)}. Only this till has seen the basket, and it forgets it with the next customer.`
    : `Because ${becauseOf(fit)}: the basket says nothing about it.`

/** Nothing can be pressed meanwhile: neither is it left out any more, nor does the next one come. */
const taking: Step = () => [
  element('p', { class: 'coupon', id: 'step', tabindex: '-1', role: 'status' }, 'Taking the coupon out of the stock.'),
]

const done: Step = ({ coupon, without }, redraw) => [
  element(
    'div',
    { class: 'eh-done', id: 'step', tabindex: '-1', role: 'status' },
    element('h2', {}, 'Paid'),
    element('p', {}, coupon ? 'The coupon stands on the receipt, and is good once.' : without),
  ),
  element(
    'div',
    { class: 'two-buttons' },
    button('print', 'Print the receipt', 'button', () => window.print()),
    button('next-customer', 'Next customer', 'button', async () => {
      await nextCustomer()
      redraw()
      document.querySelector<HTMLElement>('.key-cap')?.focus()
    }),
  ),
]

const steps: { readonly [stage in Customer['stage']]: Step } = { scanning, paid, taking, done }

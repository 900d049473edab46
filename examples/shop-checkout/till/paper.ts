import { couponQr, couponReceipt } from 'evenhanded/basket'
import { drawing, element, place, show } from '../../look/element.js'
import { productOf } from '../catalogue.js'
import { shop } from '../program.js'
import { type Customer, sumOf, takeBack } from './customer.js'

/** Characters on one line of the paper. */
const width = 34

/** The receipt as paper will show it: it runs on while things are scanned, and the coupon stands below the sum. */
export function showPaper(customer: Customer, redraw: () => void): void {
  const { items, coupon, stage } = customer
  show(
    place('paper'),
    element(
      'div',
      { class: 'paper' },
      element('p', { class: 'paper-head' }, 'Gratweg'),
      element('p', {}, shop.controller.address),
      element('p', {}, stage === 'scanning' ? 'Not paid yet' : moment(customer.paidAt)),
      items.length === 0 ? element('p', { class: 'paper-empty' }, 'Tap what the customer brings.') : null,
      element('ul', { class: 'paper-lines' }, ...items.map((item) => line(item, stage === 'scanning', redraw))),
      items.length === 0
        ? null
        : element(
            'p',
            { class: 'paper-line paper-total', id: 'sum' },
            element('span', {}, stage === 'scanning' ? 'Total' : 'Paid'),
            element('span', { class: 'figures' }, `CHF ${sumOf(customer)}.00`),
          ),
      coupon
        ? element(
            'div',
            { class: 'paper-coupon', id: 'printed-coupon' },
            element(
              'pre',
              { class: 'paper-text' },
              couponReceipt(coupon, { program: shop, width, words: { worth: '' } }).join('\n'),
            ),
            element('div', { class: 'paper-code' }, drawing(couponQr(coupon.code).svg)),
          )
        : null,
      stage === 'done' ? element('p', { class: 'paper-foot' }, 'Thank you. Nothing about you was kept.') : null,
    ),
  )
}

function line({ id, count }: Customer['items'][number], mayGoBack: boolean, redraw: () => void): Element {
  const { name = id, price = 0 } = productOf(id) ?? {}
  const back = (): void => {
    takeBack(id)
    redraw()
  }
  return element(
    'li',
    { class: 'paper-line' },
    element('span', {}, count > 1 ? `${count} × ${name}` : name),
    element('span', { class: 'figures' }, `${price * count}.00`),
    mayGoBack
      ? element(
          'button',
          { class: 'paper-back', id: `back-${id}`, 'aria-label': `Take back one ${name}`, click: back },
          '−',
        )
      : null,
  )
}

const moment = (at: number): string =>
  new Intl.DateTimeFormat('en-CH', { dateStyle: 'medium', timeStyle: 'short' }).format(at)

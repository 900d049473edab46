import { element } from '../look/element.js'
import { whyOffer } from '../look/why-offer.js'
import { becauseOf, inWords, wordOf } from './because.js'
import { client } from './client.js'
import { shop } from './program.js'

export interface TakenCoupon {
  /** Its name among the shop's coupons. */
  readonly name: string
  readonly code: string
}

/**
 * Receive: this device alone has looked into the basket, and nothing of it was told to anybody.
 *
 * @param taken is given the coupon, and the item that it is for
 */
export function proposal(taken: (coupon: TakenCoupon, item: string) => void): Element | null {
  const offer = client.offer('goesWithIt')
  const { fit } = offer
  const { winner, ranked } = client.explainNext()
  if (!fit || ![winner, ...ranked].some((one) => one?.offer === offer.id)) return null
  offer.shown()
  const take = async (): Promise<void> => {
    const accepted = await offer.accept({})
    if (accepted.ok && accepted.coupon) taken({ name: accepted.coupon.coupon, code: accepted.coupon.code }, fit.item)
  }
  return element(
    'div',
    { class: 'coupon stack' },
    element(
      'p',
      {},
      element('span', { class: 'small coupon-word' }, 'For you, nothing asked'),
      offer.gives.map(({ says }) => says).join('; '),
    ),
    element('p', { class: 'small soft', id: 'coupon-because' }, seen(fit)),
    element(
      'button',
      { class: 'button button-get', id: 'take-coupon', 'aria-describedby': 'coupon-because', click: () => void take() },
      `Take the ${wordOf(fit.item)} along`,
    ),
    whyOffer(client, shop, offer.id, inWords),
  )
}

const seen = (fit: Parameters<typeof becauseOf>[0]): string =>
  fit.by === 'basket'
    ? `Because of ${becauseOf(fit)}. This device alone has seen your basket, and forgets it when you leave. The shop hears which coupon you take, and not what for.`
    : `Because ${becauseOf(fit)}: what lies in your basket says nothing about it.`

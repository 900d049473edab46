import type { InputOfField } from '../../core/program/field.js'
import type { Names } from '../../core/program/program.js'
import type { Loaded } from '../../ports/store.js'
import { type FitAnswer, type FitOptions, fitFor } from '../baskets/fit-for.js'
import type { Desk } from '../desk.js'
import type { BackendAnswer, BackendCall } from './backend-call.js'
import type { ForThem } from './backend-exits.js'

/** What members let a site record of what they do, and what it may do for them with that. */
export interface BackendObserved<N extends Names = Names> {
  /**
   * Records what a membership said it would (`observes`): the whole value, in place of what was known. So give what the
   * site itself knows, up to as many as it means to keep; what is read from here, and written back with something more,
   * loses what somebody else wrote in between. Refusals: `no_ground` where no such membership is in force here, or what is
   * known is restricted; `invalid`, `unknown_field`, `no_subject`, `erased`.
   *
   * @param options `reason`: an opaque reference to where it was seen, as in `order:4711`
   *
   * @example
   * // Behind each order, once it stands in the shop's own database; `newest` reads there, the newest first.
   * async function tellOrders(newest: (most: number) => Promise<readonly { number: number; items: string[] }[]>) {
   *   const told = await newest(50)
   *   // One list of items; told.map(…) where the field's schema takes a list of baskets.
   *   await server.subject(id).observe('basket', told.flatMap(({ items }) => items))
   *   // Another order came meanwhile, and whoever told of that one may have been first.
   *   if ((await newest(1))[0]?.number !== told[0]?.number) await tellOrders(newest)
   * }
   */
  observe<F extends keyof N['fields'] & string>(
    field: F,
    value: InputOfField<N['fields'][F]>,
    options?: ForThem & { readonly reason?: string },
  ): Promise<BackendAnswer>
  /**
   * Of an offer's coupons the one that fits what they bought, as far as they let the site look at that (the model's
   * `suggests`), together with what lies in their basket now. What was read is counted as `fit:NAME`. Nothing is given by
   * it: hand out a signed coupon of that name, and record that you did. Refusals: `unknown_offer`, `no_model`, `no_ground`,
   * `nothing_fits`.
   *
   * @example
   * const said = await server.subject(id).fit('tillCoupon', { basket: ['85123A'], left: ['wax'] })
   * if (said.ok) console.log(said.fit.coupon, said.fit.because)
   */
  fit(offer: keyof N['offers'] & string, options?: FitOptions): Promise<FitAnswer>
}

export const backendObserved = <N extends Names>(
  desk: Desk,
  call: (one: BackendCall) => Promise<BackendAnswer>,
  read: () => Promise<Loaded>,
): BackendObserved<N> => ({
  observe: (field, value, options) => call({ type: 'observe', field, value: value as never, ...options }),
  fit: async (offer, options = {}) => fitFor(desk, await read(), offer, options),
})

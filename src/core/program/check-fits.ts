import { checkTexts } from './check-model.js'
import { named } from './check-names.js'
import { each, isObject, type Report, shape, text } from './check-shape.js'
import { type Fits, type FittingCoupon, longestName } from './fits.js'
import type { Offer } from './offer.js'
import type { Definition } from './program.js'

/** By which model an offer finds what fits, and among which coupons. */
export function checkFits(report: Report, path: string, given: unknown, program: Definition): void {
  if (!isObject(given) || given.principle !== 'receive' || !isObject(given.fits)) return
  checkLength(report, path)
  const { fits, uses, gives, lasts } = given as unknown as Offer & { readonly fits: Fits }
  const at = `${path}.fits`
  checkGift(report, path, gives, lasts)
  if (!shape(report, at, fits, { model: text, coupons: 'object' })) return
  const model = named(report, `${at}.model`, 'models', fits.model, program)
  if (model && typeof model.reads === 'string' && !Object.hasOwn(uses ?? {}, model.reads))
    report(
      'fits_unseen',
      `${at}.model`,
      `${fits.model} reads ${model.reads}, and the offer does not use it.`,
      'Name it under `uses`, with the reason that people are shown.',
    )
  if (Object.keys(fits.coupons).length === 0)
    report('no_coupon', `${at}.coupons`, 'There is no coupon that could fit.', 'Declare one for each item, or group.')
  const without = Array.isArray(model?.without) ? model.without : []
  each<FittingCoupon>(report, `${at}.coupons`, fits.coupons, (_, here, coupon) => {
    checkLength(report, here)
    checkCoupon(report, here, coupon, without)
  })
}

/** Coupons are worth money, of the whole program's. */
export function checkMoney(report: Report, given: unknown): void {
  const { money, offers } = given as { readonly [name: string]: unknown }
  if (money !== undefined || !isObject(offers)) return
  if (Object.values(offers).some((offer) => isObject(offer) && offer.fits !== undefined))
    report('missing', 'money', 'Coupons are worth money, and it is not said which.', 'Say `money`, as in CHF.')
}

/** One signed coupon, handed out at once: it says itself until when it is good. */
function checkGift(report: Report, path: string, gives: Offer['gives'], lasts: unknown): void {
  const all = [gives].flat()
  if (all.length !== 1 || all[0]?.benefit !== 'coupon')
    report('one_coupon', `${path}.gives`, 'An offer that `fits` gives one coupon.', 'Give one coupon, and no more.')
  for (const benefit of all)
    if (isObject(benefit) && benefit.by !== undefined)
      report('bad_value', `${path}.gives.by`, 'It is handed out at once.', 'Remove it.')
  if (lasts !== undefined)
    report(
      'two_ends',
      `${path}.lasts`,
      'A coupon that was signed in advance says itself until when it is good.',
      'Remove it, and sign the coupons until then.',
    )
}

/** A till keeps no longer one. */
function checkLength(report: Report, path: string): void {
  if (path.slice(path.lastIndexOf('.') + 1).length > longestName)
    report('bad_name', path, 'This name is too long to be signed.', `Use ${longestName} letters at most.`)
}

function checkCoupon(report: Report, path: string, coupon: unknown, without: readonly unknown[]): void {
  const isList = isObject(coupon) && Array.isArray(coupon.item)
  if (!shape(report, path, coupon, { item: isList ? 'some' : text, says: text, worth: 'number' })) return
  const { item, worth } = coupon as unknown as FittingCoupon
  // A budget counts in hundredths: what is less than one would cost nothing.
  if (Number(worth.toFixed(2)) !== worth)
    report('bad_value', `${path}.worth`, 'It is worth no whole number of hundredths.', 'Round it, as in 2.50.')
  const items = [item].flat()
  if (isList) checkTexts(report, `${path}.item`, items)
  for (const one of items.filter((name) => without.includes(name)))
    report(
      'sensitive_item',
      `${path}.item`,
      `${one} is among what the model leaves out: a coupon for it would tell what somebody has, or believes.`,
      'Take the coupon out, or the item from `without`.',
    )
}

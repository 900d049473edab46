import type { Issue } from '../error.js'
import { each, isObject, type Report, shape } from './check-shape.js'
import type { Policy } from './policy.js'
import type { Definition } from './program.js'

/**
 * What is wrong with the part of a policy that bounds signed coupons: a limit of something that the program has not
 * would hold nobody back, and nobody would notice.
 */
export function policyFaults(program: Definition, { coupons }: Policy): readonly Issue[] {
  const issues: Issue[] = []
  const report: Report = (code, path, message, remedy) => issues.push({ code, path, message, remedy })
  if (coupons === undefined) return issues
  if (!isObject(coupons))
    report('bad_shape', 'policy.coupons', 'This has to be an object.', 'Write { tillCoupon: { budget: 500 } }.')
  else each<unknown>(report, 'policy.coupons', coupons, (...one) => checkCoupons(program, ...one))
  return issues
}

function checkCoupons(program: Definition, report: Report, path: string, given: unknown): void {
  const name = path.slice(path.lastIndexOf('.') + 1)
  const offer = Object.hasOwn(program.offers, name) ? program.offers[name] : undefined
  if (!offer?.fits) {
    const what = offer ? 'chooses among no coupons' : 'is no offer of this program'
    report(offer ? 'no_coupons' : 'unknown_offer', path, `${name} ${what}.`, 'Correct the name, or remove this.')
    return
  }
  if (!shape(report, path, given, { budget: '?number', stock: '?object' })) return
  for (const [coupon, count] of Object.entries((given as { readonly stock?: object }).stock ?? {})) {
    const at = `${path}.stock.${coupon}`
    if (!Object.hasOwn(offer.fits.coupons, coupon))
      report('unknown_coupon', at, `${coupon} is no coupon of ${name}.`, 'Correct the name.')
    else if (!Number.isSafeInteger(count) || count < 0)
      report('bad_value', at, `${coupon} is not what it should be.`, 'Give a whole number from 0 on.')
  }
}

import { EvenhandedError } from '../../core/error.js'
import type { SignedCoupon } from '../../core/points/signed-coupon.js'
import type { Program } from '../../core/program/program.js'
import { wrap } from './paper.js'

/** What a receipt says by itself; `{what}` is filled in. What is empty is left out. */
export interface ReceiptWords {
  /** `{what}`: an amount of money. */
  readonly worth: string
  /** `{what}`: a day, with the time where it does not last until the end of the day. */
  readonly until: string
  readonly code: string
  /** Of what was found on the device that has the basket. */
  readonly untold: string
  /** Of what was found by a member's record. */
  readonly recorded: string
}

const english: ReceiptWords = {
  worth: 'Worth {what}',
  until: 'Until {what}',
  code: 'Your code:',
  untold: 'What you bought was told to nobody for this.',
  recorded: 'Chosen by what your record says that you bought.',
}

/** How a coupon is printed. */
export interface ReceiptOptions {
  readonly program: Pick<Program, 'controller' | 'language' | 'money' | 'offers' | 'timeZone'>
  /** Columns of the paper, 12 at least; 32 unless said, as paper of 58 mm has. */
  readonly width?: number
  /**
   * What it was that fitted: the basket, on the device where it lies, as a `Fitting` finds it (unless said); or a
   * member's record on the server, by `server.subject(id).fit()`. The last line says so.
   */
  readonly foundBy?: 'device' | 'record'
  /** In the program's language, where that is not English. */
  readonly words?: Partial<ReceiptWords>
}

/**
 * A coupon in lines for a printer of receipts: plain characters, none wider than the paper. An empty line stands
 * between its parts.
 *
 * @throws EvenhandedError `unknown_coupon` where the program declares no such coupon, `bad_width` below 12 columns
 *
 * @example
 * const given = await client.offer('tillCoupon').accept()
 * if (given.ok && given.coupon) console.log(couponReceipt(given.coupon, { program: shop, width: 42 }).join('\n'))
 */
export function couponReceipt(
  signed: SignedCoupon,
  { program, width = 32, foundBy = 'device', words }: ReceiptOptions,
): readonly string[] {
  const says = { ...english, ...words }
  if (!(width >= 12)) throw new EvenhandedError('bad_width', 'A receipt has 12 columns at least.')
  const fits = Object.hasOwn(program.offers, signed.offer) ? program.offers[signed.offer]?.fits : undefined
  const coupon = fits && Object.hasOwn(fits.coupons, signed.coupon) ? fits.coupons[signed.coupon] : undefined
  if (!coupon)
    throw new EvenhandedError('unknown_coupon', `The program declares no coupon ${signed.coupon} of ${signed.offer}.`)
  const parts = [
    [program.controller.name],
    [
      coupon.says,
      ...(program.money === undefined
        ? []
        : [fill(says.worth, moneyOf(program.money, coupon.worth, program.language))]),
      fill(says.until, untilOf(signed.validUntil, program)),
    ],
    [says.code, inGroups(signed.code)],
    [foundBy === 'record' ? says.recorded : says.untold],
  ]
  return parts
    .map((texts) => texts.flatMap((text) => wrap(text, width)))
    .filter((lines) => lines.length > 0)
    .flatMap((lines, n) => (n === 0 ? lines : ['', ...lines]))
}

/** In groups of four, as it is read out. */
export const inGroups = (code: string): string => code.match(/.{1,4}/gu)?.join(' ') ?? ''

const fill = (text: string, what: string): string => text.replaceAll('{what}', () => what)

const moneyOf = (money: string, amount: number, language = 'en'): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency: money }).format(amount)

/** The last moment: a coupon until midnight is good for the day before. */
function untilOf(validUntil: number, { language = 'en', timeZone = 'UTC' }: ReceiptOptions['program']): string {
  const last = validUntil - 1
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone })
  const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  if (clock.format(last) === '23:59') return day.format(last)
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(validUntil)
}

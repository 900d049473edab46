import type { FairnessRow } from '../review.js'
import type { Report, Reviewed } from '../reviewed.js'
import { amount } from '../words.js'

/** Whether each offer gives as much as it asks, as far as that is known. */
export function fairness({ program }: Reviewed, rows: readonly FairnessRow[], report: Report): void {
  const { money } = program
  if (money === undefined)
    report(
      'no_money',
      'money',
      'No money is named, so give and take are compared as bare numbers.',
      'Say `money`, as in CHF.',
    )
  else if (program.fairness === undefined)
    report(
      'no_rate',
      'fairness.rate',
      `Nothing says what a unit of sensitivity is worth; ${amount(1, money)} is taken.`,
      'Say `fairness: { rate }`: it is published, and what offers are held against.',
    )
  for (const row of rows) checkRow(row, money, report)
}

function checkRow(
  { offer, worth, burden, price, even, because }: FairnessRow,
  money: string | undefined,
  report: Report,
) {
  const at = `offers.${offer}`
  if (worth.money === undefined)
    report(
      'worth_unknown',
      `${at}.gives`,
      'Nobody says what it is worth to people, so it can’t be held against what is asked.',
      'Say `worth`: what one would pay for the like elsewhere, or your own estimate.',
    )
  else if (!even && because === undefined)
    report(
      'uneven',
      at,
      `It asks more than it gives: worth ${amount(worth.money, money)}, and it asks ${amount(price, money)} (${burden.toFixed(2)} units of sensitivity).`,
      'Ask less, keep it for less long, give more, or say why people should take it all the same (`unevenBecause`).',
    )
  if (even && because !== undefined)
    report(
      'needless_reason',
      `${at}.unevenBecause`,
      'A reason for being uneven is given, and it is even.',
      'Take the reason out.',
    )
}

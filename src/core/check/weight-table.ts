import { weights } from '../decision/fairness/weights.js'
import type { Weight } from './review.js'

/** What a use of a field weighs, as a reader reckons it again. */
export function weightTable(): readonly Weight[] {
  const { place, purpose, retention, furtherUse, together } = weights
  return [
    { of: 'place', says: 'seen on the device, for the visit alone', times: place.visit },
    { of: 'place', says: 'kept on the device', times: place.device },
    { of: 'place', says: 'on the server', times: place.server },
    { of: 'purpose', says: 'they are approached through it', times: purpose.reached },
    { of: 'purpose', says: 'somebody other than a processor takes part', times: purpose.passedOn },
    { of: 'purpose', says: 'it is sold or shared', times: purpose.sold },
    ...retention.upTo.map(
      ([span, times]): Weight => ({ of: 'retention', says: `the server keeps it for ${spans[span]} at most`, times }),
    ),
    { of: 'retention', says: 'for longer, or without an end that is said', times: retention.longer },
    { of: 'together', says: 'each further use of the same field', times: furtherUse },
    {
      of: 'together',
      says: `two fields on the server; ${together.each.toFixed(2)} more for each further, ${together.most} at most`,
      times: 1 + together.each,
    },
  ]
}

const spans: { readonly [span in (typeof weights.retention.upTo)[number][0]]: string } = {
  P90D: '90 days',
  P1Y: 'a year',
  P3Y: 'three years',
}

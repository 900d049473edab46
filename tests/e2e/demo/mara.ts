/** Where the order of somebody who buys boots goes, by the labels of the form. */
export const mara = [
  ['Name', 'Mara Muster'],
  ['Street and number', 'Dorfstrasse 1'],
  ['Postcode and place', '7500 St. Moritz'],
] as const

/**
 * `1’250`, as Swiss prices are written; a debt with a minus, not a hyphen. By hand: runtimes don't agree on the
 * apostrophe, and the backend's sentences stand beside the page's.
 */
export const figure = (n: number): string => (n < 0 ? '−' : '') + String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, '’')

export const grains = (n: number): string => `${figure(n)} ${n === 1 ? 'grain' : 'grains'}`

/** `24.50`, of cents. */
export const price = (cents: number): string =>
  `${figure(Math.trunc(cents / 100))}.${String(cents % 100).padStart(2, '0')}`

export const francs = (cents: number): string => `CHF ${price(cents)}`

const whole = new Intl.NumberFormat('de-CH')

/** `1’250`, as Swiss prices are written. */
export const figure = (n: number): string => whole.format(n)

export const grains = (n: number): string => `${figure(n)} ${n === 1 ? 'grain' : 'grains'}`

/** `CHF 24.50`, of cents. */
export const francs = (cents: number): string =>
  `CHF ${figure(Math.trunc(cents / 100))}.${String(cents % 100).padStart(2, '0')}`

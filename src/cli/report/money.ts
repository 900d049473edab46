/** How many decimals a money has: two of the franc, none of the yen. */
export const decimalsOf = (money: string): number =>
  money === ''
    ? 2
    : (new Intl.NumberFormat('en', { style: 'currency', currency: money }).resolvedOptions().maximumFractionDigits ?? 2)

/** Whole points, in groups of three. */
export const points = (amount: number): string => amount.toLocaleString('en', { maximumFractionDigits: 2 })

/** An amount of money to its last decimal, in groups of three, without its unit. */
export const money = (amount: number, decimals: number): string =>
  amount.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

/** A part as per cent, to a tenth. */
export const percent = (part: number): string => `${(part * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`

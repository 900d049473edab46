/** Names in a row, as one says them: a, b and c. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** An amount in the program's money, to a hundredth. */
export const amount = (value: number, money: string | undefined): string =>
  `${money === undefined ? '' : `${money} `}${value.toFixed(2)}`

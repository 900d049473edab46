/** A field, and what it may be used for. */
export interface Pair {
  readonly purpose: string
  readonly field: string
}

/** What is listed by purpose, one by one. */
export const pairsOf = (byPurpose: { readonly [purpose: string]: readonly string[] }): readonly Pair[] =>
  Object.entries(byPurpose).flatMap(([purpose, fields]) => fields.map((field) => ({ purpose, field })))

export const isAmong = (pairs: readonly Pair[], { purpose, field }: Pair): boolean =>
  pairs.some((pair) => pair.purpose === purpose && pair.field === field)

/** Their fields alone. */
export const fieldsIn = (pairs: readonly { readonly field: string }[]): string[] => pairs.map(({ field }) => field)

/**
 * A value as baskets: a list of items is one, a list of such lists are several. Items beside such lists are one more, as
 * where somebody put lists behind a basket. What is neither is none.
 */
export function basketsIn(value: unknown): readonly (readonly string[])[] {
  if (!Array.isArray(value)) return []
  const several = value.filter((one) => Array.isArray(one))
  return [value, ...several].map((basket) => basket.filter(isItem)).filter(({ length }) => length > 0)
}

const isItem = (one: unknown): one is string => typeof one === 'string'

/**
 * Gives the same text for the same text: many baskets then share their ids, and a piece cut out of a line does not keep
 * the whole line in memory.
 */
export function oneCopy(): (text: string) => string {
  const copies = new Map<string, string>()
  return (text) => {
    const there = copies.get(text)
    if (there !== undefined) return there
    const copy = Buffer.from(text).toString()
    copies.set(copy, copy)
    return copy
  }
}

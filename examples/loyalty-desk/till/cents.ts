/** Of an amount as it is typed at a till, `24.50` or `24,5`; nothing where it is none, or above 500 francs. */
export function centsOf(typed: FormDataEntryValue | null): number | undefined {
  const read = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(String(typed ?? '').trim())
  if (!read) return undefined
  const cents = Number(read[1]) * 100 + Number((read[2] ?? '').padEnd(2, '0'))
  return cents >= 5 && cents <= 50_000 ? cents : undefined
}

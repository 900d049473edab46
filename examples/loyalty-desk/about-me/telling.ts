import type { UseRecorded } from 'evenhanded/client'
import { words } from './language.js'

const day = new Intl.DateTimeFormat(words.locale, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/Zurich',
})

/** A day on the bakery's calendar, as its reader writes it. */
export const onDay = (at: number): string => day.format(at)

export const figure = (amount: number): string => amount.toLocaleString(words.locale)

/** Hands a file to the reader. */
export function save(file: string, text: string, type: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = file
  link.click()
  URL.revokeObjectURL(link.href)
}

/** How often something was used for one decision, from the first day to the last; epoch milliseconds. */
export interface Summed {
  readonly decision: string
  readonly count: number
  readonly from: number
  readonly to: number
}

/** The most frequent first. */
export function summed(uses: readonly UseRecorded[]): readonly Summed[] {
  const sums = new Map<string, Summed>()
  for (const { decision, day: on, count } of uses) {
    const at = Date.parse(`${on}T12:00Z`)
    const before = sums.get(decision) ?? { decision, count: 0, from: at, to: at }
    const { from, to } = before
    sums.set(decision, { decision, count: before.count + count, from: Math.min(from, at), to: Math.max(to, at) })
  }
  return [...sums.values()].sort((a, b) => b.count - a.count)
}

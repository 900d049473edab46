/** The last millisecond of the year 9999: there is a date for it, and for it and what is reckoned from it. */
const last = 253_402_300_799_999

/** Whether this is an instant after `now`, in epoch milliseconds. */
export const isToCome = (at: number, now: number): boolean => Number.isSafeInteger(at) && now < at && at <= last

import { Temporal } from 'temporal-polyfill'

/** Days as people in Zürich count them, by the library alone: the model shares no code with what it checks. */
const zone = 'Europe/Zurich'

const on = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)

const startOf = (date: Temporal.PlainDate): number => date.toZonedDateTime(zone).epochMilliseconds

/** The library takes its time, and is asked the same again and again. */
function known<Value>(ask: (at: number) => Value): (at: number) => Value {
  const answers = new Map<number, Value>()
  return (at) => {
    const before = answers.get(at)
    if (before !== undefined) return before
    const answer = ask(at)
    answers.set(at, answer)
    return answer
  }
}

/** The date, as in `2026-03-29`. */
export const dateOf = known((at): string => on(at).toPlainDate().toString())

/** The month, as in `2026-03`. */
export const monthOf = (at: number): string => dateOf(at).slice(0, 'YYYY-MM'.length)

/** As late on the clock, so many days, months or years later. */
export const plus = (at: number, duration: { days?: number; months?: number; years?: number }): number =>
  on(at).add(duration).epochMilliseconds

export const endOfDay = known((at): number => startOf(on(at).toPlainDate().add({ days: 1 })))

export const endOfMonth = known((at): number => startOf(on(at).toPlainDate().with({ day: 1 }).add({ months: 1 })))

export const endOfQuarter = known((at): number => {
  const date = on(at).toPlainDate()
  return startOf(date.with({ day: 1, month: date.month - ((date.month - 1) % 3) }).add({ months: 3 }))
})

export const endOfYear = known((at): number =>
  startOf(on(at).toPlainDate().with({ month: 1, day: 1 }).add({ years: 1 })),
)

/** Weeks begin on Monday. */
export const endOfWeek = known((at): number => {
  const date = on(at).toPlainDate()
  return startOf(date.add({ days: 8 - date.dayOfWeek }))
})

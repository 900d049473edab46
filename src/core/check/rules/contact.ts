import type { Rule } from '../reviewed.js'
import { listed } from '../words.js'

/** How often people are approached, and when not. */
export const contact: Rule = ({ program, takings }, report) => {
  const { contact, purposes, touchpoints } = program
  if (contact === undefined)
    report(
      'no_contact_policy',
      'contact',
      'Nothing says how often people are approached.',
      'Say `contact`: displays in a day and a week, and how long an offer rests.',
    )
  const used = new Set(takings.map(({ purpose }) => purpose))
  const reaching = Object.entries(purposes).filter(([name, { channel }]) => channel !== undefined && used.has(name))
  const isSaid =
    contact?.quiet !== undefined ||
    Object.values(touchpoints).some(({ channel }) => contact?.channels?.[channel]?.quiet !== undefined)
  if (reaching.length > 0 && !isSaid)
    report(
      'no_quiet_hours',
      'contact.quiet',
      `${listed(reaching.map(([name]) => name))} ${reaching.length > 1 ? 'reach' : 'reaches'} people at any hour of the day.`,
      'Say `quiet`, as in { from: "21:00", until: "08:00" }; of a channel that may, say "none".',
    )
}

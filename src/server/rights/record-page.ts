import type { Json } from '../../core/json.js'
import type { Calendar } from '../../core/points/calendar.js'
import type { FieldRecorded, GroundRecorded, PointsRecorded, SubjectRecord } from '../../core/rights/subject-record.js'
import { type Fragment, html } from './html.js'
import type { LetterWords } from './words/english.js'
import { filled } from './words/words-for.js'

interface Telling {
  readonly words: LetterWords
  readonly date: (at: number) => string
}

/** Everything that is known of somebody, for a reader: a section per field, then the points. */
export function recordPart(
  record: SubjectRecord,
  words: LetterWords,
  { calendar, zone }: { readonly calendar: Calendar; readonly zone: string },
): Fragment {
  const telling = { words, date: (at: number) => calendar.dateOf(at) }
  const { date } = telling
  return html`
<section>
<h2>${words.everything}</h2>
<p>${filled(words.asOf, { date: date(record.at), zone })}</p>
${record.restrictedAt === null ? [] : html`<p>${filled(words.restricted, { date: date(record.restrictedAt) })}</p>`}
${record.fields.map((field) => fieldPart(field, telling))}
${record.points.map((points) => pointsPart(points, telling))}
</section>`
}

function fieldPart({ label, known, purposes, history, uses }: FieldRecorded, telling: Telling): Fragment {
  const { words, date } = telling
  return html`
<h3>${label}</h3>
<dl>
<dt>${words.value}</dt><dd>${known ? shown(known.value) : words.notKnown}${
    known
      ? html`
${filled(words.since, { date: date(known.since), source: words.source[known.source.provenance] })}`
      : ''
  }</dd>
<dt>${words.purpose}</dt><dd>${purposes.length === 0 ? words.nothing : lines(purposes.map((one) => groundLine(one, telling)))}</dd>
<dt>${words.recipients}</dt><dd>${recipientsOf(purposes) || words.nothing}</dd>
<dt>${words.history}</dt><dd>${history.length === 0 ? words.nothing : lines(history.map((one) => historyLine(one, telling)))}</dd>
<dt>${words.uses}</dt><dd>${
    uses.length === 0
      ? words.nothing
      : lines(
          uses.map(
            (use) => `${use.day}: ${use.label}, ${use.decision}, ${filled(words.times, { count: String(use.count) })}`,
          ),
        )
  }</dd>
</dl>`
}

function groundLine({ label, status, until, since }: GroundRecorded, { words, date }: Telling): string {
  const end = until === null ? '' : `, ${filled(words.until, { date: date(until) })}`
  return `${label}: ${words.status[status]} (${date(since)}${end})`
}

const historyLine = ({ givenAt, label, status }: FieldRecorded['history'][number], { words, date }: Telling): string =>
  `${date(givenAt)}: ${label}, ${words.said[status]}`

/** A party that takes part in several purposes is named once. */
const recipientsOf = (purposes: readonly GroundRecorded[]): string =>
  lines([
    ...new Set(
      purposes.flatMap(({ parties }) =>
        parties.map(({ name, does, country, safeguard }) =>
          [`${name} (${country})`, does, safeguard ?? ''].filter((part) => part !== '').join(', '),
        ),
      ),
    ),
  ])

function pointsPart({ label, available, lines: all }: PointsRecorded, { words, date }: Telling): Fragment {
  return html`
<h3>${words.points}: ${label}, ${available}</h3>
<table>${all.map(({ at, amount, kind, reason }) => html`<tr><td>${date(at)}</td><td>${kind}</td><td>${amount}</td><td>${reason}</td></tr>`)}</table>`
}

const lines = (all: readonly string[]): string => all.join('\n')

/** A value as a reader sees it: text as it is, a list with commas, anything else as JSON. */
function shown(value: Json): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(shown).join(', ')
  return JSON.stringify(value)
}

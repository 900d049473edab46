import { isDuration, partsOf } from '../duration.js'
import { named } from './check-names.js'
import { type Report, shape, text } from './check-shape.js'
import { isTaboo, type Moment, tabooMoments } from './moment.js'
import type { Definition } from './program.js'

const kinds = ['birthday', 'anniversary', 'move', 'other', ...tabooMoments]

/** Who may be approached about it, by what they told, and around which days. */
export function checkMoment(report: Report, path: string, given: unknown, program: Definition): void {
  const known = {
    label: text,
    kind: kinds,
    field: text,
    for: text,
    yearly: '?boolean',
    opens: '?duration',
    closes: '?duration',
  } as const
  if (!shape(report, path, given, known)) return
  const { kind, field, for: under, yearly, ...window } = given as Moment
  const purpose = named(report, `${path}.for`, 'purposes', under, program)
  if (purpose?.on === 'device')
    report('wrong_place', `${path}.for`, 'A moment is read on the server too.', 'Use a purpose without on: device.')
  if (named(report, `${path}.field`, 'fields', field, program)?.kind === 'observed')
    report('not_declared', `${path}.field`, 'A moment is declared, never observed.', 'Ask the date.')
  if (isTaboo(kind) && purpose && purpose.basis !== 'explicit-consent')
    report(
      'taboo_needs_explicit_consent',
      `${path}.for`,
      `Nobody is approached about a ${kind} unasked.`,
      'Name a purpose of its own with basis explicit-consent.',
    )
  checkWindow(report, path, window, yearly)
}

function checkWindow(
  report: Report,
  path: string,
  { opens, closes }: Pick<Moment, 'opens' | 'closes'>,
  yearly: boolean | undefined,
): void {
  for (const [name, span] of Object.entries({ opens, closes })) {
    if (!isDuration(span)) continue
    const [years = 0, months = 0, weeks = 0, days = 0, ...times] = partsOf(span).map((part) => Number(part ?? 0))
    const all = years * 12 + months
    const long = Math.floor(all / 12) * 366 + (all % 12) * 31 + weeks * 7 + days
    if (times.some((part) => part > 0))
      report('bad_value', `${path}.${name}`, 'A moment is of whole days.', 'Say it in days, weeks, months or years.')
    else if (yearly && long > 366)
      report('bad_value', `${path}.${name}`, 'It comes back sooner than that.', 'Say a year at most.')
  }
}

import { named } from './check-names.js'
import { described } from './check-offer.js'
import { type Report, shape, text } from './check-shape.js'
import type { Model } from './model.js'
import type { Definition } from './program.js'

/** What is learned from whose baskets, and under which purposes. */
export function checkModel(report: Report, path: string, given: unknown, program: Definition): void {
  const known = { label: text, reads: text, learns: text, suggests: '?text', without: '?list' } as const
  if (!shape(report, path, given, known)) return
  const { reads, learns, suggests, without = [] } = given as Model
  const field = named(report, `${path}.reads`, 'fields', reads, program)
  if (field && (field.kind !== 'observed' || field.special))
    report(
      'kind_not_allowed',
      `${path}.reads`,
      `${reads} is ${described(field)}; a model reads observed fields that are not special only.`,
      'Name an observed field, and under `without` what of it is sensitive.',
    )
  const purposes = { learns, suggests }
  for (const [part, name] of Object.entries(purposes)) {
    if (name === undefined) continue
    const purpose = named(report, `${path}.${part}`, 'purposes', name, program)
    if (purpose?.on === 'device')
      report(
        'wrong_place',
        `${path}.${part}`,
        'What many bought comes together on the server.',
        'Use a purpose without on: device.',
      )
  }
  if (learns === suggests)
    report(
      'learned_and_shown',
      `${path}.suggests`,
      'To learn from somebody’s baskets, and to suggest something to them by these, are two purposes.',
      'Name another purpose, so that one can be had without the other.',
    )
  checkTexts(report, `${path}.without`, without)
}

/** Texts, each once. */
export function checkTexts(report: Report, path: string, all: readonly unknown[]): void {
  for (const [n, one] of all.entries())
    if (typeof one !== 'string' || one.trim() === '')
      report('bad_value', `${path}.${n}`, 'An item is named by its id.', 'Give a text that is not empty.')
    else if (all.indexOf(one) < n) report('twice', `${path}.${n}`, `${one} is named twice.`, 'Name each once.')
}

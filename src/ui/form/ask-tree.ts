import type { AskShown } from '../../client.js'
import type { Attributes, Make } from './make.js'
import type { Problem } from './problem.js'
import type { FormWords } from './words.js'

/** Where an ask is shown. */
export interface AskPlace<Node> {
  readonly make: Make<Node>
  readonly id: string
  readonly problem: Problem | null
  readonly words: FormWords
}

/** One ask: its label, `optional` as a word, the reason, the field, and what is wrong with it. */
export function askTree<Node>(place: AskPlace<Node>, ask: AskShown): Node {
  const { make, words } = place
  const id = `${place.id}-${ask.field}`
  const why = place.problem?.fields[ask.field]
  const { options, type } = ask.input
  const group = options !== undefined && (type === 'radio' || type === 'checkbox')
  const described: Attributes = {
    'aria-describedby': `${id}-because${why ? ` ${id}-error` : ''}`,
    'aria-invalid': why ? true : undefined,
  }
  const attributes: Attributes = { id, name: ask.field, class: 'eh-input', required: !ask.optional, ...described }
  const label = [
    ask.label,
    ask.optional ? make('span', { class: 'eh-optional' }, ` ${words.optional}`) : null,
    ...Object.entries(ask.points ?? {}).map(([currency, amount = 0]) =>
      make('span', { class: 'eh-points' }, ` ${words.points(amount, currency)}`),
    ),
  ]
  return make(
    group ? 'fieldset' : 'div',
    { class: 'eh-ask', key: ask.field, ...(group && described) },
    make(group ? 'legend' : 'label', { class: 'eh-label', ...(!group && { for: id }) }, ...label),
    make('p', { class: 'eh-because', id: `${id}-because` }, ask.because),
    group ? choices(make, id, ask) : input(make, attributes, ask),
    why ? make('p', { class: 'eh-error', id: `${id}-error` }, why) : null,
    ask.purpose.basis === 'explicit-consent' ? explicit(place, ask) : null,
  )
}

function input<Node>(make: Make<Node>, attributes: Attributes, ask: AskShown): Node {
  const { options, ...rest } = ask.input
  if (!options) return make('input', { type: 'text', ...rest, ...attributes })
  return make(
    'select',
    { ...rest, type: undefined, ...attributes },
    make('option', { value: '' }, ''),
    ...Object.entries(options).map(([value, text]) => make('option', { value }, text)),
  )
}

/** The summary's link leads to the first of them. */
const choices = <Node>(make: Make<Node>, id: string, { field, input }: AskShown): Node =>
  make(
    'div',
    { class: 'eh-choices' },
    ...Object.entries(input.options ?? {}).map(([value, text], i) =>
      make(
        'label',
        { class: 'eh-choice' },
        make('input', { type: input.type, name: field, value, id: i === 0 ? id : `${id}-${value}` }),
        text,
      ),
    ),
  )

const explicit = <Node>({ make, words }: AskPlace<Node>, ask: AskShown): Node =>
  make(
    'label',
    { class: 'eh-explicit' },
    make('input', { type: 'checkbox', name: `consent:${ask.purpose.id}`, value: ask.field }),
    make('span', {}, words.explicit(ask.label, ask.purpose.label)),
  )

import { drawing, element } from './element.js'

/** One thing on the beam, with where it is if that matters. */
export interface Weight {
  readonly label: string
  readonly note?: string
}

const side = (kind: 'give' | 'get', title: string, none: string, weights: readonly Weight[]): Element =>
  element(
    'div',
    { class: `balance-side balance-${kind}` },
    element('h2', { class: 'balance-title' }, title),
    element(
      'ul',
      { class: 'balance-list' },
      ...(weights.length === 0
        ? [element('li', { class: 'balance-item balance-none' }, none)]
        : weights.map(({ label, note }) =>
            element('li', { class: 'balance-item' }, element('span', {}, note ? `${label}, ${note}` : label)),
          )),
    ),
  )

/** What somebody gave and got, on one beam. */
export const balance = (gave: readonly Weight[], got: readonly Weight[]): readonly Element[] => [
  side('give', 'You gave', 'nothing yet', gave),
  side('get', 'You got', 'a look around', got),
  drawing('<svg class="balance-foot" viewBox="0 0 28 14" aria-hidden="true"><path d="M14 1l10 12H4Z"/></svg>'),
]

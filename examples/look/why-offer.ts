import type { BestFit } from 'evenhanded/basket'
import type { Client } from 'evenhanded/client'
import { type Labels, reasonWords } from 'evenhanded/elements'
import { drawing, element } from './element.js'

type Asked = Pick<Client, 'explain' | 'explainNext'>
type Named = (fit: BestFit) => BestFit

/**
 * Why an offer is made: the true reasons, and what is given against what is got. Worked out when somebody wants to know
 * it. One element for all three sites, framework or not.
 *
 * @param named where a basket decides: its items as people call them
 */
export function whyOffer(client: Asked, program: Labels, offer: string, named: Named = (fit) => fit): HTMLElement {
  const place = element('div', { class: 'why-body' })
  const why = element('details', { class: 'why' }, element('summary', {}, 'Why do I see this?'), place)
  why.addEventListener('toggle', () => {
    if (why.open) place.replaceChildren(...reasons(client, program, offer, named))
  })
  return why
}

function reasons(client: Asked, program: Labels, offer: string, named: Named): readonly Element[] {
  const { winner, ranked } = client.explainNext()
  const found = [winner, ...ranked].find((one) => one?.offer === offer)
  const first =
    winner?.offer === offer
      ? 'Of all that we can offer you here and now, this gives you the most beyond what it asks.'
      : found
        ? 'You can have it here and now, if you like.'
        : 'You opened it yourself; we would not bring it up now.'
  const said = client
    .explain({ offer })
    .reasons.map((reason) =>
      reasonWords(reason.code === 'fits' ? { ...reason, fit: named(reason.fit) } : reason, program),
    )
  return [
    element('ul', { class: 'why-list' }, ...[first, ...said].map((words) => element('li', {}, words))),
    ...(found ? [weighed(program, found.factors.burden, found.factors.worth), how()] : []),
  ]
}

const how = (): Element =>
  element(
    'p',
    { class: 'small soft' },
    'Both sides are weighed in francs, what is optional included, so that they can be compared: the more people mind telling something, the more it weighs. No money is paid.',
  )

/** What somebody gives and gets, on one beam. */
export function weighed({ money = '' }: Labels, give: number, get: number | null): Element {
  const longest = Math.max(give, get ?? 0)
  // Never broken over two lines.
  const price = (of: number) => `${money}\u00a0${of.toFixed(2)}`
  return element(
    'div',
    { class: 'weighed figures' },
    side('give', give < 0.005 ? 'You tell nothing new' : `What you tell weighs ${price(give)}`, give, longest),
    side('get', get === null ? 'What you get has no price' : `What you get is worth ${price(get)}`, get ?? 0, longest),
    drawing('<svg class="balance-foot" viewBox="0 0 28 14" aria-hidden="true"><path d="M14 1l10 12H4Z"/></svg>'),
  )
}

function side(kind: 'give' | 'get', words: string, size: number, longest: number): Element {
  const bar = element('span', { class: 'weighed-bar' })
  bar.style.width = `${longest > 0 ? (size / longest) * 100 : 0}%`
  return element(
    'div',
    { class: `weighed-side weighed-${kind}` },
    element('span', { class: 'small' }, words),
    element('span', { class: 'weighed-rail' }, bar),
  )
}

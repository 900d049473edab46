import type { Client } from 'evenhanded/client'
import { type Labels, missingWords } from 'evenhanded/elements'
import { element } from './element.js'
import { weighed } from './why-offer.js'

type Asked = Pick<Client, 'explain' | 'offer'>

/**
 * What opens what is shut, at what cost: worked out when somebody wants to know it.
 *
 * @param ask the question that it answers, in the reader's words
 * @param otherwise what is said where nothing that one could tell opens it
 */
export function wayIn(
  client: Asked,
  program: Labels,
  { gate, ask, otherwise }: { readonly gate: string; readonly ask: string; readonly otherwise: string },
): HTMLElement {
  const place = element('div', { class: 'why-body' })
  const way = element('details', { class: 'why' }, element('summary', {}, ask), place)
  way.addEventListener('toggle', () => {
    if (way.open) place.replaceChildren(...answer(client, program, gate, otherwise))
  })
  return way
}

function answer(client: Asked, program: Labels, gate: string, otherwise: string): readonly Element[] {
  const { missing, path, costs, gets } = client.explain({ gate })
  const lacks = element(
    'ul',
    { class: 'why-list' },
    ...missing.map((one) => element('li', {}, missingWords(one, program))),
  )
  if (!path || !costs) return [lacks, element('p', { class: 'small' }, otherwise)]
  const fields = [...new Set(costs.fields.map(({ field }) => program.fields[field]?.label ?? field))]
  return [
    lacks,
    element(
      'dl',
      { class: 'way-in small' },
      element('dt', { class: 'key-give' }, 'You would tell'),
      element('dd', {}, fields.join(', ')),
      element('dt', { class: 'key-get' }, 'You would get'),
      element('dd', {}, gets.map(({ says }) => says).join('; ') || program.gates[gate]?.label || gate),
    ),
    weighed(program, costs.money ?? costs.burden, worthOf(client, path)),
  ]
}

/** What the offers on the way are worth together; `null` where one of them has no price. */
function worthOf(client: Asked, path: readonly string[]): number | null {
  let sum = 0
  for (const offer of path) {
    const { money } = client.offer(offer).fairness.worth
    if (money === undefined) return null
    sum += money
  }
  return sum
}

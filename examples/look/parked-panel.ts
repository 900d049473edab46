import type { Client } from 'evenhanded/client'
import { element, show } from './element.js'
import { type ParkedWords, parkedWords } from './parked-words.js'

/**
 * What the server refused, why, and what can be done with it. One element for all three sites, framework or not: it
 * listens to the client itself, and takes no room while there is nothing.
 */
export function parkedPanel(client: Pick<Client, 'parked' | 'subscribe'>, program: Parameters<typeof parkedWords>[0]) {
  // There from the beginning: what is written into it is read out.
  const said = element('p', { class: 'small', role: 'status', id: 'parked-said', tabindex: '-1' })
  const list = element('ul', { class: 'parked-list', id: 'parked-list' })
  const panel = element('section', { class: 'parked', id: 'parked', 'aria-label': 'Could not be taken' }, said, list)
  let shown = ''

  async function tryAgain(id: string): Promise<void> {
    const done = await client.parked.retry(id)
    tell(
      done.ok ? 'Said once more; it is on its way.' : 'It would be refused again for the same reason. It stays here.',
    )
  }
  async function discard(id: string): Promise<void> {
    await client.parked.discard(id)
    tell('Discarded.')
  }
  /** The button that was pressed may be gone; what came of it is where the reader goes on. */
  function tell(words: string): void {
    said.textContent = words
    said.focus()
  }
  const item = (id: string, { what, why, again }: ParkedWords): Element =>
    element(
      'li',
      { class: 'parked-item' },
      element('div', {}, element('p', { class: 'parked-what' }, what), element('p', { class: 'small soft' }, why)),
      element(
        'div',
        { class: 'row' },
        again ? button(`again-${id}`, 'Try again', what, () => tryAgain(id)) : null,
        button(`discard-${id}`, 'Discard', what, () => discard(id)),
      ),
    )

  client.subscribe(() => {
    const parked = client.parked.list()
    const now = parked.map(({ id }) => id).join()
    if (now === shown) return
    const isNew = parked.some(({ id }) => !shown.includes(id))
    shown = now
    if (isNew)
      said.textContent = `${parked.length === 1 ? 'One thing' : `${parked.length} things`} could not be taken. Nothing happens with it until you say so.`
    show(list, ...parked.map((one) => item(one.id, parkedWords(program, one))))
  })
  return panel
}

const button = (id: string, label: string, what: string, click: () => Promise<void>): Element =>
  element(
    'button',
    { class: 'button', type: 'button', id, 'aria-label': `${label}: ${what}`, click: () => void click() },
    label,
  )

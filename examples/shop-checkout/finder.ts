import { drawing, element, place, show } from '../look/element.js'
import { icon } from '../look/icons.js'
import { offerForm } from '../look/offer-form.js'
import { whyOffer } from '../look/why-offer.js'
import { suiting } from './catalogue.js'
import { client } from './client.js'
import type { Shoe } from './product.js'
import { shop } from './program.js'
import { shoes } from './shoes.js'

/** Whether the questions are put aside: at first, where the shop would not bring them up by itself. */
let skipped: boolean | undefined

/** The shoes to show: those that suit, or all. */
export function selection(): { readonly shown: readonly Shoe[]; readonly fits: boolean } {
  const terrain = client.read('terrain', 'fit')
  const weather = client.read('weather', 'fit')
  if (!terrain || !weather) return { shown: shoes, fits: false }
  return { shown: suiting(terrain, weather), fits: true }
}

/** Choose: two preferences, no identity, and everything stays on this device. */
export function showFinder(redraw: () => void): void {
  const { fits, shown } = selection()
  skipped ??= client.next()?.id !== 'finder'
  // A form that stands is left alone, so that nothing answered is lost.
  if (!fits && !skipped && place('finder').querySelector('form')) return
  show(place('finder'), fits ? found(shown.length, redraw) : skipped ? reopen(redraw) : questions(redraw))
}

function found(pairs: number, redraw: () => void): Element {
  const said = client.offer('finder').known.map(({ field, value }) => labels[`${field}:${String(value)}`] ?? '')
  return element(
    'div',
    { class: 'eh-done', id: 'finder-done', tabindex: '-1' },
    element('h2', {}, `${pairs} ${pairs === 1 ? 'pair suits' : 'pairs suit'} you`),
    element('p', {}, `You said: ${said.join(', ')}. Your answers are on this device and nowhere else.`),
    element(
      'div',
      {},
      element(
        'button',
        { class: 'button', id: 'finder-forget', click: () => void client.leave('finder').then(redraw) },
        'Forget my answers',
      ),
    ),
  )
}

const reopen = (redraw: () => void): Element =>
  element(
    'button',
    {
      class: 'button',
      id: 'finder-open',
      click: () => {
        skipped = false
        redraw()
        place('finder').querySelector('input')?.focus()
      },
    },
    'Find the pair that suits me',
  )

const questions = (redraw: () => void): Element =>
  element(
    'div',
    { class: 'stack' },
    element('div', { class: 'finder-lead' }, drawing(icon('choose')), element('h2', {}, 'Which pair suits you?')),
    offerForm(client.offer('finder'), {
      id: 'finder-form',
      accept: 'Show what suits',
      decline: 'Show all twelve',
      accepted: () => {
        redraw()
        place('finder-done').focus()
      },
      declined: () => {
        skipped = true
        redraw()
        place('finder-open').focus()
      },
    }),
    whyOffer(client, shop, 'finder'),
  )

const labels: { readonly [answer: string]: string } = {
  'terrain:alpine': 'rock and ridge',
  'terrain:forest': 'forest and field',
  'terrain:city': 'town',
  'weather:dry': 'mostly dry',
  'weather:wet': 'often wet',
}

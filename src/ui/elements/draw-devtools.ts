import type { Client } from '../../client.js'
import type { Program } from '../../index.js'
import { balancePanel } from './balance-panel.js'
import { devtoolsStyle } from './devtools-style.js'
import { timeOf } from './figures.js'
import { gatesPanel } from './gates-panel.js'
import { placeLabels, touchpointLabels } from './labels.js'
import { make } from './make.js'
import { nextPanel } from './next-panel.js'
import { tabbed } from './tabs.js'

/** Draws into an element's root, and anew with each change of what the client knows. @returns what ends it */
export function drawDevtools(root: ShadowRoot, client: Client, program: Program): () => void {
  const where = placeChoice(program)
  const asOf = make('p', { class: 'small soft', id: 'as-of' })
  const again = make('button', { type: 'button', id: 'again' }, 'Look again')
  const fold = make('button', { type: 'button', id: 'fold', 'aria-expanded': 'true', 'aria-controls': 'panel' }, 'Fold')
  const panel = make('div', { id: 'panel', role: 'tabpanel', tabindex: '0' })
  const situation = () => (where?.value ? { place: where.value } : {})
  const panels = {
    next: () => nextPanel(client.explainNext(situation()), client.explain, program),
    gates: () =>
      gatesPanel(
        Object.keys(program.gates).map((gate) => [gate, client.explain({ gate })]),
        program,
      ),
    balance: () => balancePanel(client.balance(), program),
  }
  const draw = (): void => {
    const isReady = client.snapshot().phase !== 'loading'
    asOf.textContent = isReady ? `As of ${timeOf(Date.now())}` : ''
    panel.replaceChildren(...(isReady ? panels[tabs.chosen()]() : [make('p', { class: 'soft' }, 'One moment …')]))
  }
  const tabs = tabbed({ next: 'Next offer', gates: 'Gates', balance: 'Balance' }, panel, draw)
  where?.addEventListener('change', draw)
  again.addEventListener('click', draw)
  fold.addEventListener('click', () => {
    panel.hidden = !panel.hidden
    fold.setAttribute('aria-expanded', String(!panel.hidden))
    fold.textContent = panel.hidden ? 'Unfold' : 'Fold'
  })
  root.adoptedStyleSheets = [styleSheet()]
  root.replaceChildren(
    make(
      'section',
      { class: 'frame', 'aria-label': `Decisions of ${program.id}` },
      make(
        'header',
        {},
        tabs.list,
        make(
          'div',
          { class: 'here' },
          make('p', { class: 'small soft' }, `At: ${touchpointLabels(program, [client.touchpoint])}`),
          where && make('label', { class: 'small' }, 'Place ', where),
          asOf,
          again,
          fold,
        ),
      ),
      panel,
    ),
  )
  return client.subscribe(draw)
}

/** Where somebody is, for offers that belong to a place. */
function placeChoice(program: Program): HTMLSelectElement | null {
  const places = Object.keys(program.places)
  if (places.length === 0) return null
  const options = places.map((name) => make('option', { value: name }, placeLabels(program, [name])))
  return make('select', { id: 'place' }, make('option', { value: '' }, 'nowhere named'), ...options)
}

/** Through the object model: a page's policy may forbid style elements. */
function styleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(devtoolsStyle)
  return sheet
}

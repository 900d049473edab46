import type { GateExplained } from '../../index.js'
import { moneyOf } from './figures.js'
import { fieldLabel, gateLabel, givesOf, type Labels, purposeLabel } from './labels.js'
import { make } from './make.js'
import { missingWords } from './missing-words.js'

/** Which gates are open; of those that are shut what is missing, and the way to them that asks least. */
export function gatesPanel(
  gates: readonly (readonly [name: string, explained: GateExplained])[],
  program: Labels,
): readonly HTMLElement[] {
  if (gates.length === 0) return [make('p', { class: 'soft' }, 'This program has no gates.')]
  return gates.map(([name, explained]) =>
    make(
      'article',
      { class: 'card gate' },
      make(
        'h4',
        { class: explained.allowed ? 'open' : 'shut' },
        `${gateLabel(program, name)}: ${explained.allowed ? 'open' : 'shut'} `,
        make('code', {}, name),
      ),
      ...(explained.allowed ? [] : [missing(explained, program), way(explained, program)]),
    ),
  )
}

const missing = ({ missing }: GateExplained, program: Labels): HTMLElement =>
  make('ul', {}, ...missing.map((one) => make('li', {}, missingWords(one, program), ' ', make('code', {}, one.code))))

function way({ path, exact, costs, gets, supposes, confirms }: GateExplained, program: Labels): HTMLElement {
  if (!path || !costs) return make('p', { class: 'soft' }, 'No offers alone open it here and now.')
  const asked = costs.fields.map(
    ({ field, purpose }) => `${fieldLabel(program, field)}, for “${purposeLabel(program, purpose)}”`,
  )
  const weighs = moneyOf(program, costs.money ?? costs.burden)
  return make(
    'div',
    { class: 'way' },
    make('p', { class: 'small soft' }, exact ? 'The way that asks least' : 'The best way that was found'),
    make('ol', {}, ...path.map((offer) => make('li', {}, givesOf(program, offer), ' ', make('code', {}, offer)))),
    make(
      'dl',
      { class: 'two' },
      make('div', { class: 'give' }, make('dt', {}, `You would give (${weighs})`), ...asked.map(told)),
      make(
        'div',
        { class: 'get' },
        make('dt', {}, 'You would get besides'),
        ...(gets.length > 0 ? gets.map(({ says }) => says) : ['nothing more']).map(told),
      ),
    ),
    supposes.length > 0 &&
      make(
        'p',
        { class: 'small' },
        `It supposes answers to: ${names(
          supposes.map(({ field }) => field),
          program,
        )}.`,
      ),
    confirms.length > 0 &&
      make('p', { class: 'small' }, `To be confirmed before it opens: ${names(confirms, program)}.`),
  )
}

const told = (says: string): HTMLElement => make('dd', {}, says)

const names = (fields: readonly string[], program: Labels): string =>
  fields.map((field) => fieldLabel(program, field)).join(', ')

import type { Client } from '../../client.js'
import type { Factors, NextExplained, OfferRanked } from '../../index.js'
import { beam, longestOf, type Sides } from './beam.js'
import { moneyOf } from './figures.js'
import { givesOf, type Labels } from './labels.js'
import { make } from './make.js'
import { reasonWords } from './reason-words.js'

/** What would be proposed now and why, what would come after it, and what speaks against the rest. */
export function nextPanel(
  { winner, ranked, rejected }: NextExplained,
  explain: Client['explain'],
  program: Labels,
): readonly HTMLElement[] {
  const open = winner ? [winner, ...ranked] : ranked
  const longest = longestOf(open.map(({ factors }) => sidesOf(factors, program)))
  const asks = ({ offer }: OfferRanked) =>
    explain({ offer }).reasons.map((reason) => make('li', {}, reasonWords(reason, program)))
  const card = (one: OfferRanked, kind: 'first' | 'after'): HTMLElement =>
    make(
      'article',
      { class: `card ${kind}` },
      name(one.offer, program),
      beam(sidesOf(one.factors, program), longest),
      facts(one.factors, program),
      make('ul', { class: 'small' }, ...asks(one)),
    )
  return [
    winner
      ? section('The next offer', card(winner, 'first'))
      : section('The next offer', make('p', { class: 'soft' }, 'None: nothing is proposed here and now.')),
    ...(ranked.length > 0 ? [section('After it', ...ranked.map((one) => card(one, 'after')))] : []),
    ...(rejected.length > 0 ? [section('Not now', ...rejected.map((one) => against(one, program)))] : []),
  ]
}

const section = (title: string, ...content: readonly HTMLElement[]): HTMLElement =>
  make('section', { class: 'group' }, make('h3', {}, title), ...content)

const name = (offer: string, program: Labels): HTMLElement =>
  make('h4', {}, givesOf(program, offer), ' ', make('code', {}, offer))

const sidesOf = ({ worth, burden }: Factors, program: Labels): Sides => ({
  give: { size: burden, says: `You give ${moneyOf(program, burden)}` },
  get: worth === null ? unknown : { size: worth, says: `You get ${moneyOf(program, worth)}` },
})

const unknown = { size: undefined, says: 'Nobody has said its worth' } as const

/** What its place comes from: worth less burden, times the fit (or by it, where it asks more than it gives). */
function facts({ worth, burden, rate, fit, score }: Factors, program: Labels): HTMLElement {
  const sign = (worth ?? 0) < burden ? '÷' : '×'
  return make(
    'dl',
    { class: 'facts' },
    ...fact('Worth', worth === null ? 'unknown' : moneyOf(program, worth)),
    ...fact(
      'Burden',
      `${moneyOf(program, burden)}${rate > 0 ? ` (${(burden / rate).toFixed(2)} × ${moneyOf(program, rate)})` : ''}`,
    ),
    ...fit.flatMap(({ code, times }) => fact('Fit', `${sign} ${times}, ${fits[code]}`)),
    ...fact('Score', score.toFixed(2)),
  )
}

const fact = (name: string, says: string): readonly HTMLElement[] => [
  make('div', {}, make('dt', {}, name), make('dd', {}, says)),
]

const fits = {
  near: 'you are there',
  moment: 'the day has come',
  suits: 'it suits you',
  suits_others: 'it suits others',
} as const satisfies { readonly [C in Factors['fit'][number]['code']]: string }

const against = ({ offer, reasons }: NextExplained['rejected'][number], program: Labels): HTMLElement =>
  make(
    'article',
    { class: 'against' },
    name(offer, program),
    make(
      'ul',
      { class: 'small' },
      ...reasons.map((reason) => make('li', {}, reasonWords(reason, program), ' ', make('code', {}, reason.code))),
    ),
  )

import type { BalanceShown } from '../../client.js'
import { beam, longestOf, type Sides } from './beam.js'
import { moneyOf, monthOf } from './figures.js'
import type { Labels } from './labels.js'
import { make } from './make.js'

type Balance = BalanceShown['server']

/** What was given and got in twelve months, as it was weighed when it happened. */
export function balancePanel({ money, server, device }: BalanceShown, program: Labels): readonly HTMLElement[] {
  if (money === null)
    return [make('p', { class: 'soft' }, 'This program names no money, so that nothing that was given is weighed.')]
  const all = [...server.months, ...device.months]
  const longest = longestOf(all.map((month) => sidesOf(month, program)))
  const account = (title: string, { gave, got, months }: Balance): HTMLElement =>
    make(
      'section',
      { class: 'group' },
      make('h3', {}, title),
      months.length === 0
        ? make('p', { class: 'soft' }, 'Nothing in twelve months: nothing given, nothing got.')
        : make(
            'dl',
            { class: 'two card' },
            make('div', { class: 'give' }, make('dt', {}, 'You gave'), figure(moneyOf(program, gave))),
            make('div', { class: 'get' }, make('dt', {}, 'You got'), figure(moneyOf(program, got))),
          ),
      ...months.map((one) =>
        make('article', { class: 'month' }, make('h4', {}, monthOf(one.month)), beam(sidesOf(one, program), longest)),
      ),
    )
  return [account('With the server', server), account('On this device alone', device)]
}

const sidesOf = ({ gave, got }: Balance['months'][number], program: Labels): Sides => ({
  give: { size: gave, says: `You gave ${moneyOf(program, gave)}` },
  get: { size: got, says: `You got ${moneyOf(program, got)}` },
})

const figure = (says: string): HTMLElement => make('dd', { class: 'large' }, says)

import type { FairnessRow, Review, Take } from 'evenhanded'
import { table } from '../report/table.js'
import { wrapped } from '../wrapped.js'
import type { Ink } from './ink.js'

/** Give against take of each offer, what each field weighs in it, and by which factors. */
export function fairnessText(review: Review, ink: Ink): readonly string[] {
  const { fairness, weights } = review
  if (fairness.length === 0) return []
  return [
    ...balances(review, ink),
    '',
    ink.strong('What fields weigh: sensitivity × weight of each use'),
    ...fields(fairness),
    '',
    ink.strong('Weight: where it lies × what for × how long'),
    ...table(
      [{ head: '' }, { head: 'Times', right: true }, { head: 'When' }],
      weights.map(({ of, says, times }, n) => [of === weights[n - 1]?.of ? '' : factors[of], times.toFixed(2), says]),
    ),
  ]
}

function balances({ fairness, money, rate }: Review, ink: Ink): readonly string[] {
  const [head = '', ...rows] = table(
    [
      { head: 'Offer' },
      { head: 'Worth', right: true },
      { head: 'says' },
      { head: 'Burden', right: true },
      { head: 'at least', right: true },
      { head: 'Price', right: true },
      { head: 'Balance', right: true },
      { head: '' },
    ],
    fairness.map(({ offer, worth, burden, required, price, balance, even, because }) => [
      offer,
      figure(worth.money),
      worth.money === undefined ? 'nobody' : who[worth.from],
      figure(burden),
      figure(required),
      figure(price),
      balance === undefined ? '?' : `${balance < 0 ? '' : '+'}${balance.toFixed(2)}`,
      even ? '' : because === undefined ? 'uneven' : 'excused',
    ]),
  )
  const unit = `${money === undefined ? '' : `${money} `}${rate.toFixed(2)}`
  return [
    ink.strong('Give and take'),
    ...wrapped(
      `For somebody of whom nothing is known yet. The burden counts all that is asked, optional answers too; “at least” is what can’t be left out. Its price is ${unit} for each unit.`,
      '',
      '',
    ),
    '',
    ink.soft(head),
    ...rows.map((line, n) => (fairness[n]?.even === false ? ink.error(line) : line)),
  ]
}

const factors: { readonly [of in Review['weights'][number]['of']]: string } = {
  place: 'where',
  purpose: 'what for',
  retention: 'how long',
  together: 'together',
}

const figure = (value: number | undefined): string => (value === undefined ? '?' : value.toFixed(2))

const who: { readonly [from in FairnessRow['worth']['from']]: string } = {
  price: 'its price',
  declared: 'the site',
  appraised: 'people',
}

/** Each field once, with every use that some offer makes of it. */
function fields(rows: readonly FairnessRow[]): readonly string[] {
  const takes = new Map<string, { take: Take; uses: Map<string, number> }>()
  for (const take of rows.flatMap(({ takes }) => takes)) {
    const known = takes.get(take.field) ?? { take, uses: new Map() }
    for (const { purpose, weight } of take.uses) known.uses.set(purpose, weight)
    takes.set(take.field, known)
  }
  const weighed = [...takes.values()].map(({ take, uses }) => ({ ...take, weights: [...uses] }))
  return table(
    [
      { head: 'Field' },
      { head: 'Sensitivity', right: true },
      { head: 'from' },
      { head: 'Use' },
      { head: 'Weight', right: true },
    ],
    weighed.flatMap(({ field, sensitivity, weights }) =>
      weights.map(([purpose, weight], n) => [
        n === 0 ? field : '',
        n === 0 ? sensitivity.value.toFixed(2) : '',
        n === 0 ? origin(sensitivity) : '',
        purpose,
        weight.toFixed(2),
      ]),
    ),
  )
}

function origin({ from, item }: Take['sensitivity']): string {
  if (from === 'rated') return item ?? 'a rating'
  return { kind: 'its kind', raised: 'the program', measured: 'a survey' }[from]
}

import { type BookRates, type Books, booksOf, type Program } from 'evenhanded'
import type { Store } from 'evenhanded/server'
import { decimalsOf, money, percent, points } from './money.js'
import { table } from './table.js'

/** One currency in the books. Points are whole; money is the program's. */
export interface CurrencyBooks {
  readonly currency: string
  readonly rates: BookRates
  readonly books: Books
  /** Of what is outstanding: points whose time was over then, which no due work has booked yet. */
  readonly unbooked: number
}

export interface Liability {
  readonly program: string
  readonly money: string
  /** The last day that is counted in. */
  readonly at: string
  readonly currencies: readonly CurrencyBooks[]
  /** Redeemable currencies that the policy does not price. */
  readonly without: readonly string[]
  /** Of all currencies, in the program's money. */
  readonly liability: number
}

type Rates = { readonly [currency: string]: BookRates | undefined }

/** The books at the end of a day (IFRS 15 B39 to B47). */
export async function liabilityAt(
  store: Store,
  program: Program,
  { books: rates = {}, at, until }: { readonly books?: Rates; readonly at: string; readonly until: number },
): Promise<Liability> {
  const { id, money = '', currencies: declared } = program
  const decimals = decimalsOf(money)
  const [sums, ended] = await Promise.all([store.sums(id, { until }), store.ending(id, { from: 0, until })])
  const redeemable = Object.keys(declared).filter((name) => declared[name]?.kind === 'redeemable')
  const currencies = redeemable.flatMap((currency): readonly CurrencyBooks[] => {
    const own = rates[currency]
    if (!own) return []
    const moved: { [kind: string]: number } = {}
    for (const sum of sums) if (sum.currency === currency) moved[sum.kind] = (moved[sum.kind] ?? 0) + sum.amount
    const unbooked = ended.reduce((all, one) => (one.currency === currency ? all + one.amount : all), 0)
    return [{ currency, rates: own, books: booksOf(moved, own, { decimals }), unbooked }]
  })
  const scale = 10 ** decimals
  const smallest = currencies.reduce((all, { books }) => all + Math.round(books.liability * scale), 0)
  const without = redeemable.filter((name) => !rates[name])
  return { program: id, money, at, currencies, without, liability: smallest / scale }
}

/** The same for a reader: at most 80 columns. */
export function liabilityText(report: Liability): readonly string[] {
  const { program, money: unit, at, currencies, without, liability } = report
  const decimals = decimalsOf(unit)
  const lines = [`Points of ${program} at the end of ${at}${unit && `, money in ${unit}`}`]
  for (const own of currencies) lines.push('', ...booksText(own, unit))
  const said = 'Contract liability (deferred revenue)'
  if (currencies.length > 0) lines.push('', `${said}${unit && `, ${unit}`}: ${money(liability, decimals)}`)
  if (without.length > 0) lines.push('', `Not counted, for policy.books has no price: ${without.join(', ')}.`)
  return lines
}

function booksText({ currency, rates, books, unbooked }: CurrencyBooks, unit: string): readonly string[] {
  const row = (what: string, amount: number, worth?: number): readonly string[] => [
    `  ${what}`,
    points(amount),
    worth === undefined ? '' : money(worth, decimalsOf(unit)),
  ]
  return [
    ...table(
      [{ head: currency }, { head: 'points', right: true }, { head: unit || 'money', right: true }],
      [
        row('issued', books.issued, books.allocated),
        row('redeemed', books.redeemed, books.recognised),
        row('ended', books.ended),
        row('outstanding', books.outstanding, books.liability),
        row(`expected to be redeemed (${percent(rates.redeemed)} of the issued)`, books.expected),
        row('breakage to come', books.breakage),
      ],
    ),
    ...(unbooked > 0
      ? [`  ${points(unbooked)} of the outstanding had ended and are not booked: run the due work.`]
      : []),
  ]
}

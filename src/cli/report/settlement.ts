import { EvenhandedError, type Program, type Settlement, type SettlementLine, settle } from 'evenhanded'
import type { Store } from 'evenhanded/server'
import { decimalsOf, money, points } from './money.js'
import { table } from './table.js'

/** Who owes whom for what passed at partners, within some days. */
export interface SettlementReport {
  readonly program: string
  readonly money: string
  /** The first and the last day that are counted in. */
  readonly from: string
  readonly to: string
  readonly partners: readonly Settlement[]
}

interface Asked {
  readonly prices?: { readonly [partner: string]: { readonly price: number } } | undefined
  readonly from: string
  readonly to: string
  readonly span: { readonly from: number; readonly until: number }
}

/**
 * @throws EvenhandedError `no_price` where the policy does not say what a partner's point costs
 */
export async function settlementOf(
  store: Store,
  { id, money = '' }: Program,
  { prices = {}, from, to, span }: Asked,
): Promise<SettlementReport> {
  const sums = await store.sums(id, span)
  const lines = sums.flatMap(({ kind, code, amount }): readonly SettlementLine[] => {
    const as = kinds[kind]
    return as && code?.startsWith('partner:') ? [{ partner: code.slice('partner:'.length), kind: as, amount }] : []
  })
  const settled = settle(lines, prices, decimalsOf(money))
  if (settled.ok) return { program: id, money, from, to, partners: settled.value }
  const { partners } = settled.error
  throw new EvenhandedError(
    'no_price',
    `The policy does not say what a point costs at ${partners.join(', ')}.\nState it in policy.partners.`,
  )
}

/** What each kind of line at a partner's means between the two. */
const kinds: { readonly [kind: string]: SettlementLine['kind'] } = {
  award: 'issued',
  reverse: 'taken-back',
  redeem: 'redeemed',
  restore: 'given-back',
}

/** The same for a reader: at most 80 columns. */
export function settlementText({ program, money: unit, from, to, partners }: SettlementReport): readonly string[] {
  const head = `Partners of ${program}, ${from} to ${to}${unit && `, money in ${unit}`}`
  if (partners.length === 0) return [head, '', 'Nothing passed at partners.']
  const columns = [
    { head: 'partner' },
    { head: 'issued', right: true },
    { head: 'redeemed', right: true },
    { head: 'per point', right: true },
    { head: unit || 'money', right: true },
    { head: 'owed by' },
  ]
  const rows = partners.map(({ partner, issued, redeemed, price, owes, amount }) => [
    partner,
    points(issued),
    points(redeemed),
    String(price),
    money(amount, decimalsOf(unit)),
    owes === 'programme' ? program : owes === 'partner' ? partner : 'nobody',
  ])
  return [head, '', ...table(columns, rows)]
}

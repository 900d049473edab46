import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { inProject } from '../built.js'

const file = inProject('../shared/data/retail/lines.tsv.gz')

/** What was bought at once. */
export interface Bought {
  /** Empty of whoever gave no number. */
  readonly member: string
  readonly items: readonly string[]
}

/** The sales of a retailer by invoice; `undefined`, and said so, where they are not there. */
export function retail(): readonly Bought[] | undefined {
  if (!existsSync(file)) {
    console.error('  there is no ../shared/data/retail/lines.tsv.gz beside this clone: a made-up model is taken')
    return undefined
  }
  const byInvoice = new Map<string, { readonly member: string; readonly items: Set<string> }>()
  const [, ...lines] = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
  for (const line of lines) {
    const [invoice = '', kind, , member = '', , item = ''] = line.split('\t')
    if (kind !== 'sale') continue
    const bought = byInvoice.get(invoice) ?? { member, items: new Set() }
    bought.items.add(item)
    byInvoice.set(invoice, bought)
  }
  return [...byInvoice.values()].map(({ member, items }) => ({ member, items: [...items] }))
}

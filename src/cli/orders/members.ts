import type { BulkRequest } from 'evenhanded/server'
import { type Invoice, type Invoices, pointsOf } from './invoices.js'
import type { Membership } from './membership.js'

/** A customer with a number, and what they bought and brought back, in the order of the first lines. */
export interface Member {
  readonly customer: string
  readonly invoices: readonly Invoice[]
}

/** The customers with a number, in the order in which the file first names them. */
export function membersIn(invoices: Invoices): readonly Member[] {
  const members = new Map<string, { customer: string; invoices: Invoice[] }>()
  for (const invoice of invoices.values()) {
    if (invoice.customer === '') continue
    const member = members.get(invoice.customer)
    if (member) member.invoices.push(invoice)
    else members.set(invoice.customer, { customer: invoice.customer, invoices: [invoice] })
  }
  return [...members.values()]
}

/**
 * What a member's history asks of the server: to be enrolled once, then one call per invoice. The keys hold no name of
 * a file, so that the same invoice is known again in whatever file it stands.
 */
export function requestFor(member: Member, membership: Membership, file: string): BulkRequest {
  const [first] = member.invoices as [Invoice]
  const { offer, currency, touchpoint } = membership
  const evidence = `${file}, line ${first.line}`
  return {
    subject: { login: member.customer },
    calls: [
      { type: 'enrol', key: enrolKey, offer, by: { medium: 'file', evidence, givenAt: first.at, touchpoint } },
      ...member.invoices.map((invoice) => ({
        type: invoice.kind === 'sale' ? ('award' as const) : ('reverse' as const),
        key: `import:${invoice.number}`,
        points: { [currency]: pointsOf(invoice) },
        reason: reasonOf(invoice),
      })),
    ],
  }
}

/** No invoice's key: theirs all have a number behind the colon. */
const enrolKey = 'import'

/** The points count from the import on; the day of the order stands here. */
const reasonOf = ({ kind, number, at }: Invoice): string =>
  `${kind === 'sale' ? 'order' : 'return'}:${number}@${new Date(at).toISOString().slice(0, 10)}`

import { setImmediate } from 'node:timers/promises'
import type { BackendAnswer, BulkRequest, Server } from 'evenhanded/server'
import type { Invoice } from './invoices.js'
import { type Member, requestFor } from './members.js'
import type { Membership } from './membership.js'
import type { Rejections } from './rejections.js'

/** What the server booked, in points and in invoices. */
export interface Booked {
  issued: number
  reversed: number
  shortfall: number
  already_known: number
  /** The subjects of the members. */
  readonly subjects: string[]
  /** Customers of whom every call was refused: no answer names their subject. */
  readonly unnamed: string[]
}

/** So many calls go to the server at once: few enough that memory stays small, many enough that trips don't count. */
const batch = 1_000

/**
 * Enrols the members and books their invoices. What was booked before is answered as at first, and changes nothing.
 *
 * @param onInvoices gets how many invoices were booked so far
 */
export async function bookMembers(
  server: Server,
  members: readonly Member[],
  how: { readonly membership: Membership; readonly file: string; readonly rejections: Rejections },
  onInvoices: (count: number) => void,
): Promise<Booked> {
  const booked: Booked = { issued: 0, reversed: 0, shortfall: 0, already_known: 0, subjects: [], unnamed: [] }
  let count = 0
  for (const part of batches(members)) {
    const requests = part.map((member): BulkRequest => requestFor(member, how.membership, how.file))
    const answers = await server.bulk(requests)
    for (const [nth, member] of part.entries()) take(booked, member, answers[nth] ?? [], how.rejections)
    count += part.reduce((sum, { invoices }) => sum + invoices.length, 0)
    onInvoices(count)
    // PGlite answers without ever leaving the process: signals and the progress bar get their turn here.
    await setImmediate()
  }
  return booked
}

/** A member's invoices stay together: they are one step. */
function* batches(members: readonly Member[]): Generator<readonly Member[]> {
  let part: Member[] = []
  let calls = 0
  for (const member of members) {
    part.push(member)
    calls += member.invoices.length + 1
    if (calls < batch) continue
    yield part
    part = []
    calls = 0
  }
  if (part.length > 0) yield part
}

/** Answers come in the order of the calls: the enrolment first, then the invoices. */
function take(booked: Booked, member: Member, answers: readonly BackendAnswer[], rejections: Rejections): void {
  const [enrolled, ...ofInvoices] = answers
  const refusal = enrolled && !enrolled.ok ? enrolled.error : undefined
  if (refusal && !isMember(refusal.code)) {
    rejectAll(member, refusal.message, rejections)
    return
  }
  for (const [nth, invoice] of member.invoices.entries()) takeInvoice(booked, invoice, ofInvoices[nth], rejections)
  const found = answers.find((answer) => answer.ok && answer.subject !== null)
  if (found?.ok && found.subject !== null) booked.subjects.push(found.subject)
  else booked.unnamed.push(member.customer)
}

/** Enrolled before, in person or by a file in which their history began elsewhere; or they left, and stay so. */
const isMember = (code: string): boolean => ['already_accepted', 'id_reused', 'left_before'].includes(code)

function takeInvoice(
  booked: Booked,
  invoice: Invoice,
  answer: BackendAnswer | undefined,
  rejections: Rejections,
): void {
  if (!answer?.ok) {
    const why =
      answer?.error.code === 'id_reused'
        ? 'it was imported before with other points'
        : (answer?.error.message ?? 'the server gave no answer')
    rejections.add(invoice.line, `invoice ${invoice.number} is not booked: ${why}`, invoice.lines)
    return
  }
  if (answer.known) {
    booked.already_known++
    return
  }
  for (const { kind, amount, shortfall = 0 } of answer.outcome.points ?? []) {
    if (kind === 'award') booked.issued += amount
    else booked.reversed += amount
    booked.shortfall += shortfall
  }
}

function rejectAll({ customer, invoices }: Member, why: string, rejections: Rejections): void {
  for (const { line, lines } of invoices) rejections.add(line, `customer ${customer} is not imported: ${why}`, lines)
}

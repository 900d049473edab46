import type { Line } from '../../ports/record.js'
import { trying } from '../calls/load.js'
import type { Desk } from '../desk.js'
import { timeOf } from '../raffle/raffles.js'
import { day, sendFor } from './send-confirmations.js'
import { type Cause, decidedAt, isCause } from './waiting.js'

/** What one run came to. */
export interface ConfirmationsDone {
  /** Messages to confirm that had not been sent before. */
  readonly messages: number
  readonly more: boolean
}

const reader = 'confirmations'
/** Few enough lines that a run ends in time, though each of them were a message. */
const page = 200

/** So long whoever answered the command has to send the message themselves: two that send at once would both send it. */
const grace = 60_000

/** After so long of failing a message is given up; its owner can have it sent again. */
const givenUp = day

/**
 * Reads the log on from where it was last left, and sends what was not sent with the reply. What fails holds up nothing
 * behind it: it is read again the next time, for a day.
 */
export async function dueConfirmations(desk: Desk, isOver: () => boolean): Promise<ConfirmationsDone> {
  const { confirming } = desk
  const { purposes } = desk.plan.program
  if (!confirming || !Object.values(purposes).some(({ confirm }) => confirm)) return { messages: 0, more: false }
  let after = await trying(() => desk.store.marked(desk.tenant, reader))
  let marks = true
  for (let messages = 0; ; ) {
    if (isOver()) return { messages, more: true }
    const now = await timeOf(desk)
    const { lines, cursor } = await readUntil(desk, after, now - grace)
    if (lines.length === 0) return { messages, more: false }
    const handled = await sendFor(desk, confirming, causesOf(desk, lines))
    messages += handled.flatMap(({ sent }) => sent).filter((one) => one === 'sent').length
    if (handled.some(({ cause, sent }) => sent.includes('failed') && decidedAt(cause) > now - givenUp)) marks = false
    if (marks) await trying(() => desk.store.mark(desk.tenant, reader, cursor))
    after = cursor
  }
}

/** A page that ends before the first line which is too young to be looked at. */
async function readUntil(desk: Desk, after: string | null, before: number) {
  const read = (limit: number) => trying(() => desk.store.lines(desk.tenant, after, limit))
  const whole = await read(page)
  const young = whole.lines.findIndex((line) => isWaitedFor(desk, line) && decidedAt(line) > before)
  if (young < 0) return whole
  return young === 0 ? { lines: [], cursor: whole.cursor } : read(young)
}

const isWaitedFor = ({ plan }: Desk, line: Line): line is Line & { kind: 'log' } =>
  line.kind === 'log' && isCause(plan.program, line)

const causesOf = (desk: Desk, lines: readonly Line[]): readonly Cause[] =>
  lines.flatMap((line) => (isWaitedFor(desk, line) ? [line] : []))

import type { Step } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import { sendFor } from './send-confirmations.js'
import { type Cause, isCause } from './waiting.js'

/**
 * Tries at once, behind the reply: nobody waits for it. What fails here, or is cut off with the machine, is found in the
 * log by the due work.
 */
export function writeSoon(desk: Desk, steps: readonly Step[]): void {
  const { confirming } = desk
  if (!confirming) return
  const causes = steps.flatMap((step) => causesIn(desk, step))
  if (causes.length > 0) void sendFor(desk, confirming, causes).catch(desk.onError)
}

const causesIn = ({ plan }: Desk, { subject, commands }: Step): readonly Cause[] =>
  commands
    .filter((one) => isCause(plan.program, one))
    .map(({ id, said, events }) => ({ subject, command: id, said, events }))

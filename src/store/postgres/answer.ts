import type { Json } from '../../core/json.js'
import type { Transfer } from '../../core/points/transfer.js'

type Moved = Pick<Transfer, 'key' | 'currency' | 'kind' | 'amount'>

/**
 * The answer to a command that moved points once and did nothing else. Its transfer tells it, so it is not kept a
 * second time: a seventh of what an award writes. What was stored so has to be answered so for ever.
 */
export const plainAnswer = ({ key, currency, kind, amount }: Moved): Json => ({
  id: key.toLowerCase(),
  ok: true,
  outcome: { points: [{ currency, kind, amount }] },
})

/** An answer as it is kept with its transfer, to the byte; `undefined` where the transfer tells it. */
export function answerKept(answer: Json, moved: Moved): string | undefined {
  const text = JSON.stringify(answer)
  return text === JSON.stringify(plainAnswer(moved)) ? undefined : text
}

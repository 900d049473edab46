import type { Json } from '../../core/json.js'
import type { Command } from '../../core/subject/command.js'
import type { Desk } from '../desk.js'
import type { Asked } from './asked.js'
import { anyPlace } from './call-command.js'

type Envelope = 'id' | 'subject' | 'at' | 'touchpoint' | 'seen' | 'own'

/** A command without its envelope. */
type Said = Command extends infer One ? (One extends unknown ? Omit<One, Envelope> : never) : never

/**
 * What the server says by itself, ready to be decided: the coupon that was handed in, what is due, a revocation.
 *
 * @param id of the command; the same id with the same content is done once
 */
export const askedByServer = (
  { plan, secrets, clock, time }: Desk,
  id: string,
  said: Said,
  more?: Pick<Asked, 'suppressed'>,
): Asked => ({
  id,
  hash: secrets.content(said as unknown as Json),
  subject: null,
  command: {
    ...{ id, subject: null, at: clock?.() ?? time.now() ?? Date.now(), touchpoint: anyPlace(plan), seen: 0 },
    ...said,
  } as Command,
  whenNobody: 'refused',
  sender: 'backend',
  ...more,
})

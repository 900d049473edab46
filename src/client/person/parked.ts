import { refused } from '../../core/result.js'
import { refusal } from '../../core/subject/refusal.js'
import type { Client } from '../client.js'
import { shownParked } from '../device/parked.js'
import type { Board } from '../picture/board.js'
import { done, type Say, unsaid } from '../say.js'
import type { Session } from '../sending/session.js'

/** @see Client.parked */
export function createParked(board: Board, session: Session, say: Say): Client['parked'] {
  return {
    list: () => board.get().parked.map(shownParked),
    async retry(id) {
      await session.ready
      const parked = board.get().parked.find(({ command }) => command.id === id)
      if (!parked) return refused(refusal('bad_command'))
      const said = await done(say.toServer(unsaid(parked.command)))
      // Only once it is kept anew: a page that closes in between has it twice rather than not at all.
      if (said.ok) await session.unpark(id)
      return said
    },
    async discard(id) {
      await session.ready
      await session.unpark(id)
    },
  }
}

import { nobody } from '../../core/subject/subject.js'
import type { News } from '../browser/tabs.js'
import { mixed, resumed } from '../picture/local-part.js'
import { type Held, readHere, show } from './held.js'
import { confirmedBy, type Stored, whoIn } from './home.js'
import { idsOf } from './outbox.js'
import { enter } from './people.js'
import { known, report } from './reporting.js'
import { isHad } from './telling.js'

/** Takes up what other tabs have written. */
export async function reread(held: Held): Promise<void> {
  const atDoor = await held.door.entries()
  const now = whoIn(atDoor?.get('who'))
  if (atDoor && now.id !== held.who.id) return enter(held, now)
  if (atDoor) held.who = now
  const stored = await readHere(held)
  if (stored) takeUp(held, stored)
}

/** Another tab may have written; where it has not, nothing changes and nobody is told. */
function takeUp(held: Held, stored: Stored): void {
  const { board, plan, clock } = held
  const isNewLocal = stored.local?.stamp !== held.localStamp && held.saving === undefined
  const { local: here, parked, drafts } = board.get()
  const isSame =
    stored.home?.stamp === held.home?.stamp &&
    idsOf(stored.outbox) === idsOf(held.entries) &&
    stored.parked.length === parked.length &&
    JSON.stringify(stored.drafts) === JSON.stringify(drafts)
  if (isSame && !isNewLocal) return
  held.home = stored.home
  held.entries = stored.outbox
  const local = stored.local ? mixed(plan.program, resumed(plan.program, stored.local, clock()), here) : nobody
  if (isNewLocal) held.localStamp = stored.local?.stamp
  const { parked: refused, drafts: begun } = stored
  show(held, { confirmed: confirmedBy(held.home), parked: refused, drafts: begun, ...(isNewLocal && { local }) })
}

/** What another tab tells. */
export async function hear(held: Held, news: News): Promise<void> {
  const commands = known(held)
  if (!isHad(held, news)) await reread(held)
  report(
    held,
    news.answers.filter(({ id }) => commands.has(id)),
    commands,
  )
}

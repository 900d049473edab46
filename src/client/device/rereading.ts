import { nobody } from '../../core/subject/subject.js'
import type { News } from '../browser/tabs.js'
import { mixed, resumed } from '../picture/local-part.js'
import { type Held, readHere, show, takeOutbox } from './held.js'
import { confirmedBy, isSamePerson, type Stored } from './home.js'
import { keepLocal } from './keeping.js'
import { whoIsHere } from './lost.js'
import { idsOf } from './outbox.js'
import { enter } from './people.js'
import { known, report } from './reporting.js'
import { isHad } from './telling.js'

/** Takes up what other tabs have written. */
export async function reread(held: Held): Promise<void> {
  const now = await whoIsHere(held)
  if (now && !isSamePerson(now, held.who)) return enter(held, now)
  if (now) held.who = now
  const stored = await readHere(held)
  // It may have been found out just now, by looking.
  if (stored && held.isLost) return reread(held)
  if (stored) takeUp(held, stored)
}

/** Another tab may have written; where it has not, nothing changes and nobody is told. */
function takeUp(held: Held, stored: Stored): void {
  const { board, plan, clock } = held
  const isNewLocal = stored.local?.stamp !== held.localStamp && held.saving === undefined
  const { local: here, parked, drafts } = board.get()
  const isSame =
    stored.home?.stamp === held.home?.stamp &&
    idsOf([...stored.outbox, ...stored.behind]) === idsOf([...held.entries, ...held.behind]) &&
    parkedIds(stored.parked) === parkedIds(parked) &&
    JSON.stringify(stored.drafts) === JSON.stringify(drafts)
  if (isSame && !isNewLocal) return
  held.home = stored.home
  takeOutbox(held, stored)
  const local = stored.local ? mixed(plan.program, resumed(plan.program, stored.local, clock()), here, clock()) : nobody
  if (isNewLocal) held.localStamp = stored.local?.stamp
  const { parked: refused, drafts: begun } = stored
  show(held, { confirmed: confirmedBy(held.home), parked: refused, drafts: begun, ...(isNewLocal && { local }) })
  // Both tabs wrote at the same moment, and what this one had displayed was written over.
  if (isNewLocal && stored.local && displaysIn(local.displays) > displaysIn(stored.local.state.displays))
    void keepLocal(held)
}

const displaysIn = (displays: readonly unknown[] = []): number => displays.length

const parkedIds = (parked: Stored['parked']): string => parked.map(({ command }) => command.id).join()

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

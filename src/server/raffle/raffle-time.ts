import type { Raffle } from '../../core/program/raffle.js'
import { calendarOf } from '../../core/subject/backend/ledger.js'
import { endOf } from '../../core/subject/backend/raffle.js'
import { askedByServer } from '../calls/asked-by-server.js'
import { commit, trying } from '../calls/commit.js'
import { whoseMember } from '../calls/whose.js'
import type { Desk } from '../desk.js'
import { changed, closeRaffle, keptRaffle, openInTime } from './raffles.js'

/** What time brought to the raffles. */
export interface RafflesDone {
  readonly opened: number
  readonly closed: number
  /** Raffles whose entrants were forgotten, with what only the raffle had a ground for. */
  readonly forgotten: number
}

/** Opens, closes and in the end forgets: each raffle once, whoever comes first. */
export async function raffleTime(desk: Desk, now: number): Promise<RafflesDone> {
  const done = { opened: 0, closed: 0, forgotten: 0 }
  for (const [name, raffle] of Object.entries(desk.plan.program.raffles)) {
    if (await openInTime(desk, name, raffle, now)) done.opened++
    const kept = await keptRaffle(desk, name)
    if (!kept || kept.body.forgottenAt !== undefined) continue
    if (!kept.body.closed && now >= endOf(desk.plan, raffle)) {
      await closeRaffle(desk, name, raffle)
      done.closed++
    }
    const drawnAt = kept.body.drawn?.at
    if (drawnAt !== undefined && isRetained(desk, raffle, drawnAt, now) === false) {
      await forget(desk, name, raffle, now)
      done.forgotten++
    }
  }
  return done
}

/** For how long is the purpose's matter, counted from the draw; without end where it says nothing. */
function isRetained({ plan }: Desk, { offer }: Raffle, drawnAt: number, now: number): boolean {
  const purpose = plan.program.purposes[plan.program.offers[offer]?.for ?? '']
  return purpose?.retainFor === undefined || now < calendarOf(plan).later(drawnAt, purpose.retainFor)
}

const page = 500

/** Each entrant leaves the offer, so that what only the raffle had a ground for is erased with it. */
async function forget(desk: Desk, name: string, raffle: Raffle, now: number): Promise<void> {
  const entries = await trying(() => desk.store.entries(desk.tenant, name))
  const id = desk.secrets.call(`raffle-over:${name}`)
  const isLast = !Object.entries(desk.plan.program.raffles).some(
    ([other, { offer, closes }]) => other !== name && offer === raffle.offer && closes > raffle.closes,
  )
  const entrants = isLast ? [...new Set(entries.map(({ subject }) => subject))] : []
  for (let from = 0; from < entrants.length; from += page)
    await commit(
      desk,
      entrants.slice(from, from + page).map((entrant) => {
        const asked = [askedByServer(desk, id, { type: 'leave', offer: raffle.offer })]
        return { ...whoseMember(desk, { id: entrant, login: null }, asked), asked }
      }),
    )
  await trying(() => desk.store.forgetEntries(desk.tenant, name))
  await changed(desk, name, async ({ body }) =>
    body.forgottenAt === undefined ? { ...body, forgottenAt: now } : undefined,
  )
}

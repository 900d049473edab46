import { createServer } from 'evenhanded/server'
import { desk } from '../../loyalty-desk/program.js'
import { french } from '../../loyalty-desk/words/french.js'
import { german } from '../../loyalty-desk/words/german.js'
import { italian } from '../../loyalty-desk/words/italian.js'
import type { Data } from '../data.js'
import { type DemoClock, demoClock } from './demo-clock.js'
import { type Journal, openJournal } from './journal.js'
import { policy } from './policy.js'

export const base = '/loyalty-desk/evenhanded'

const serverFor = ({ store, secret }: Data, clock: DemoClock) =>
  createServer({
    program: desk,
    translations: [german, french, italian],
    policy,
    store,
    secrets: [secret],
    basePath: base,
    clock: clock.now,
  })

/** What the desk's backend works with. */
export interface Desk {
  readonly server: ReturnType<typeof serverFor>
  readonly clock: DemoClock
  readonly journal: Journal
}

export async function openDesk(data: Data): Promise<Desk> {
  const clock = await demoClock(data)
  return { server: serverFor(data, clock), clock, journal: await openJournal(data) }
}

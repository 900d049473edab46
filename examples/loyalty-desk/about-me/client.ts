import { createClient } from 'evenhanded/client'
import { createHooks } from 'evenhanded/vue'
import { read } from '../said.js'
import { spoken } from './language.js'

/** At the demo's till one may let days pass: so much is the desk's time before the true one, in milliseconds. */
let ahead = 0

export const desktime = (): number => Date.now() + ahead

export async function readClock(): Promise<void> {
  ahead = (await read<{ readonly ahead: number }>('clock'))?.ahead ?? ahead
}

/** The desk's own client in the reader's language: it asks nothing here, it only tells and ends. */
export const client = createClient({
  program: spoken,
  server: '/loyalty-desk/evenhanded',
  touchpoint: 'web',
  clock: desktime,
})

export const { useSnapshot } = createHooks(client)

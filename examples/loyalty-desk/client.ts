import { createClient } from 'evenhanded/client'
import { createHooks } from 'evenhanded/vue'
import { desk } from './program.js'
import { read } from './said.js'

/** At the demo's till one may let days pass: so much is the desk's time before the true one, in milliseconds. */
let ahead = 0

export const desktime = (): number => Date.now() + ahead

export async function readClock(): Promise<void> {
  ahead = (await read<{ readonly ahead: number }>('clock'))?.ahead ?? ahead
}

export const client = createClient({
  program: desk,
  server: '/loyalty-desk/evenhanded',
  touchpoint: 'web',
  clock: desktime,
})

export const { useSnapshot, useOffer, useNext, useConsents, OfferForm } = createHooks(client)

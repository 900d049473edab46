import { createClient } from 'evenhanded/client'
import { createHooks } from 'evenhanded/react'
import { forum } from './program.js'

/** What the server knew of this reader when it sent the page. */
const embedded = document.querySelector('#initial')?.textContent ?? 'null'

export const client = createClient({
  program: forum,
  server: '/community-forum/evenhanded',
  touchpoint: 'web',
  initial: JSON.parse(embedded),
})

export const { useOffer, useGate, usePoints, useConsents, useSnapshot, Gate, OfferForm } = createHooks(client)

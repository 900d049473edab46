import { createClient } from 'evenhanded/client'
import { createHooks } from 'evenhanded/vue'
import { desk } from './program.js'

export const client = createClient({ program: desk, server: '/loyalty-desk/evenhanded', touchpoint: 'web' })

export const { useSnapshot, useOffer, usePoints, useConsents, OfferForm } = createHooks(client)

import { createClient } from 'evenhanded/client'
import { createHooks } from 'evenhanded/react'
import { forum } from './program.js'

export const client = createClient({ program: forum, server: '/community-forum/evenhanded', touchpoint: 'web' })

export const { useOffer, useGate, usePoints, useConsents, useSnapshot, Gate, OfferForm } = createHooks(client)

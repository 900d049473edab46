import * as z from 'zod'
import { defineProgram, identifier, type Names, observed, type Program } from '../../../src/index.js'
import { createServer, type Server, type ServerOptions } from '../../../src/server.js'
import { secret } from './device.js'
import type { Opened } from './stores.js'

const gives = { benefit: 'coupon', says: 'A coupon for what goes with it', worth: 2 } as const
const coupons = {
  wax: { item: 'wax', says: 'CHF 5 off the wax', worth: 5 },
  poles: { item: ['poles', 'tips'], says: 'CHF 0.35 off poles', worth: 0.35 },
}

/** A shop on the slopes: what members buy is recorded, and may teach what goes together, to whom they let it. */
export const slopes = defineProgram({
  id: 'slopes',
  version: 2,
  money: 'CHF',
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    basket: observed(z.union([z.array(z.string()), z.array(z.array(z.string()))]), { label: 'Basket' }),
    visits: observed(z.number(), { label: 'Visits' }),
    email: identifier(z.email(), { label: 'E-mail' }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    club: { label: 'Keep your account', basis: 'contract' },
    learn: { label: 'Learn what goes together', basis: 'consent' },
    study: { label: 'Study what is bought', basis: 'legitimate-interest', interest: 'A better choice' },
  },
  touchpoints: {
    web: { label: 'Web shop', channel: 'shop' },
    till: { label: 'Till', channel: 'store', device: 'site' },
  },
  models: {
    goesWith: {
      label: 'What goes together',
      reads: 'basket',
      learns: 'learn',
      suggests: 'club',
      without: ['test-strips'],
    },
    studied: { label: 'What is bought together', reads: 'basket', learns: 'study' },
  },
  offers: {
    tillCoupon: {
      principle: 'receive',
      for: 'fit',
      at: ['till'],
      repeats: 'always',
      uses: { basket: 'To find what goes with it' },
      fits: { model: 'goesWith', coupons },
      gives,
    },
    blindCoupon: {
      principle: 'receive',
      for: 'fit',
      at: ['till'],
      repeats: 'always',
      uses: { basket: 'To find what goes with it' },
      fits: { model: 'studied', coupons: { wax: coupons.wax } },
      gives,
    },
    membership: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'Your account needs an address' },
      observes: { basket: 'What you bought, to suggest what goes with it' },
      invites: { learn: ['basket'] },
      gives: { benefit: 'selection', says: 'What goes with what you have', worth: 20 },
    },
    panel: {
      principle: 'convert',
      for: 'study',
      asks: { email: 'To send what we found' },
      observes: { basket: 'What you bought, to study it' },
      gives: { benefit: 'selection', says: 'What we found', worth: 20 },
    },
  },
})

type NamesOf<P> = P extends Program<infer N> ? N : Names
export type Slopes = NamesOf<typeof slopes>

export const morning = Date.UTC(2027, 0, 2, 9)
export const hour = 3_600_000

/** The shop on a store, with a tenant of its own and a clock that tests turn; and any number of servers that share it. */
export function opened({ store }: Pick<Opened, 'store'>, options: Partial<ServerOptions<Slopes>> = {}) {
  const tenant = crypto.randomUUID()
  const time = { now: morning }
  const another = (more: Partial<ServerOptions<Slopes>> = {}): Server<Slopes> =>
    createServer({
      program: slopes,
      secrets: [secret],
      tenant,
      store,
      onError: () => undefined,
      clock: () => time.now,
      ...options,
      ...more,
    })
  const server = another()
  let count = 0
  const consenting = { learn: ['basket'] }
  /** A member who lets their baskets teach, or does not. */
  const member = async (learns = true, offer: 'membership' | 'panel' = 'membership') => {
    const login = `member ${count++} of ${tenant}`
    const by = { actor: 'staff:17', medium: 'paper' }
    const answers = { email: `${crypto.randomUUID()}@mail.example` }
    const how = offer === 'membership' && learns ? { by, consents: consenting } : { by }
    const said = await server.subject({ login }).accept(offer, answers, how as { by: typeof by })
    if (!said.ok || said.subject === null) throw new Error(`not accepted: ${JSON.stringify(said)}`)
    return Object.assign(server.subject(said.subject), { id: said.subject, login })
  }
  return { server, another, time, tenant, store, member }
}

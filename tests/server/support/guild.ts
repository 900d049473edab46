import * as z from 'zod'
import { defineProgram, identifier, type Names, type Program } from '../../../src/index.js'
import { createServer, type Server, type ServerOptions } from '../../../src/server.js'
import { secret } from './device.js'
import type { Opened } from './stores.js'

/** A guild in which time matters: points end, tiers fall, raffles close, and respect goes with who gave it. */
export const guild = defineProgram({
  id: 'guild',
  version: 1,
  money: 'CHF',
  controller: {
    name: 'Alpine Guild',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: {
    guild: { label: 'Keep your account', basis: 'contract' },
    draw: { label: 'Run the raffle', basis: 'contract', retainFor: 'P90D' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  currencies: {
    bonus: {
      kind: 'redeemable',
      label: 'Bonus',
      expires: 'P60D',
      notice: 'P10D',
      tiers: {
        by: 'points',
        period: 'month',
        downgrade: 'drop',
        notice: 'P5D',
        steps: [{ name: 'silver', label: 'Silver', from: 100 }],
      },
    },
    miles: { kind: 'redeemable', label: 'Miles' },
    respect: { kind: 'reputation', label: 'Respect', erasedGivers: 'revoke' },
    thanks: { kind: 'reputation', label: 'Thanks' },
  },
  partners: {
    railway: { label: 'Railway', currency: 'miles' },
    hotel: { label: 'Hotel', currency: 'miles' },
  },
  offers: {
    membership: {
      principle: 'convert',
      for: 'guild',
      asks: { email: 'Your account needs an address' },
      gives: { benefit: 'points', points: { bonus: 1 }, says: 'A point' },
    },
    lamp: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: 'To tell you if you have won' },
      gives: { benefit: 'chance', says: 'Win a lamp', by: '2027-02-28', prizes: 90, entries: 60 },
    },
  },
  raffles: {
    lamps: {
      label: 'Two lamps',
      offer: 'lamp',
      closes: '2027-01-31',
      prizes: [
        { says: 'A lamp', count: 2 },
        { says: 'A candle', count: 1 },
      ],
      ticket: { bonus: 5 },
      most: 3,
    },
  },
})

type NamesOf<P> = P extends Program<infer N> ? N : Names
export type Guild = NamesOf<typeof guild>

/** When it all begins: noon, some weeks before the raffle closes. */
export const start = Date.UTC(2027, 0, 2, 12)
export const day = 86_400_000

/** A guild on a store, with a clock that tests turn, and any number of servers that share it. */
export function opened({ store }: Pick<Opened, 'store'>, options: Partial<ServerOptions<Guild>> = {}) {
  const tenant = crypto.randomUUID()
  const time = { now: start }
  const another = (more: Partial<ServerOptions<Guild>> = {}): Server<Guild> =>
    createServer({
      program: guild,
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
  const member = async (bonus = 0) => {
    const login = `member ${count++}`
    const person = server.subject({ login })
    const enrolled = await person.enrol('membership', { by: { medium: 'file' } })
    if (!enrolled.ok || enrolled.subject === null) throw new Error('not enrolled')
    const id = enrolled.subject
    const own = server.subject(id)
    if (bonus > 0) await own.award({ points: { bonus }, reason: 'start', key: 'start' })
    return Object.assign(own, { id, login })
  }
  /** Waits until the feed tells all that is booked: a transaction anywhere in the cluster holds it up. */
  const settled = async (): Promise<void> => {
    const booked = (await store.audit(tenant, null, 10_000)).reduce((sum, { transfers }) => sum + transfers.length, 0)
    for (let tries = 0; tries < 600; tries++) {
      if ((await store.feed(tenant, null, 10_000)).entries.length >= booked) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the feed is held up')
  }
  return { server, another, tenant, time, member, store, settled }
}

export const no = (code: string) => ({ ok: false, error: { code } })

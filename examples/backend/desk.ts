import { createServer } from 'evenhanded/server'
import { Hono } from 'hono'
import * as z from 'zod'
import { desk } from '../loyalty-desk/program.js'
import type { Line } from '../loyalty-desk/statement.js'
import { type Data, numberFor } from './data.js'

const base = '/loyalty-desk/evenhanded'
const api = '/loyalty-desk/api'

const purchase = z.strictObject({
  francs: z.int().min(1).max(500),
  receipt: z.uuid(),
  /** Ordered and not yet fetched: its points count from tomorrow on. */
  tomorrow: z.boolean(),
})

/** The bakery's backend: the statement in words, and the counter. */
export function deskBackend({ store, secret }: Data): Hono {
  const server = createServer({ program: desk, store, secrets: [secret], basePath: base })

  return new Hono()
    .all(`${base}/*`, ({ req }) => server.fetch(req.raw))
    .get(`${api}/statement`, async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      if (!subject) return c.json([])
      const lines = await server.subject(subject).statement('grain', { limit: 100 })
      return c.json(
        lines.map(({ reason, ...line }) => ({
          ...line,
          what: wordsFor(reason),
          ...(line.kind === 'redeem' && { voucher: numberFor(secret, `${subject}:${line.seq}`) }),
        })) as Line[],
      )
    })
    .post(`${api}/counter/purchases`, async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      const bought = purchase.safeParse(await c.req.json().catch(() => undefined))
      if (!subject || !bought.success) return c.json({ why: 'This is not a purchase.' }, 400)
      const member = server.subject(subject)
      if (!(await member.read('email', 'club'))) return c.json({ why: 'Only members collect.' }, 403)
      const { francs, receipt, tomorrow } = bought.data
      const reason = `purchase:${receipt}`
      const award = await member.award({
        points: { grain: francs },
        reason,
        key: reason,
        actor: 'counter:demo',
        ...(tomorrow && { availableAt: startOfTomorrow() }),
      })
      return award.ok ? c.json({}) : c.json({ why: award.error.message }, 409)
    })
    .post(`${api}/counter/confirmations`, async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      const member = subject ? server.subject(subject) : undefined
      // A real mail carries a signed link with the address that it was sent to.
      const email = await member?.read('email', 'club')
      const confirmed = email ? await member?.confirm('email', email) : undefined
      return confirmed?.ok ? c.json({}) : c.json({ why: 'There is nothing to confirm.' }, 409)
    })
}

const startOfTomorrow = (): number => new Date().setHours(24, 0, 0, 0)

const words: { readonly [reason: string]: string } = {
  membership: 'Welcome',
  'membership.birthday': 'You told us your birthday',
  'reward:coffee': 'A coffee',
  'reward:loaf': 'A loaf',
}

const wordsFor = (reason: string): string => words[reason] ?? (reason.startsWith('purchase:') ? 'Purchase' : reason)

import { Hono } from 'hono'
import * as z from 'zod'
import type { Said } from '../loyalty-desk/said.js'
import type { Data } from './data.js'
import { cardOf } from './desk/card.js'
import { base, type Desk, openDesk } from './desk/open-desk.js'
import { shelf } from './desk/shelf.js'
import { till } from './desk/till.js'

const api = '/loyalty-desk/api'

/** The bakery's backend: a member's card and rewards, and the till. What it refuses, it says in words. */
export async function deskBackend(data: Data): Promise<Hono> {
  const desk = await openDesk(data)
  const { server, clock } = desk
  const app = new Hono()
    .all(`${base}/*`, ({ req }) => server.fetch(req.raw))
    .get(`${api}/clock`, (c) => c.json({ ahead: clock.ahead() }))
    .get(`${api}/card`, async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      return c.json(subject === null ? null : await cardOf(desk, subject))
    })
  for (const [path, act] of Object.entries(actsOf(desk)))
    app.post(`${api}/${path}`, async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      if (subject === null) return c.json({ why: 'Nobody is known here yet.' } satisfies Said)
      const said = await act(subject, await c.req.json().catch(() => undefined))
      return said ? c.json(said) : c.json({ why: 'This can’t be read.' } satisfies Said, 400)
    })
  return app
}

type Act = (subject: string, given: unknown) => Promise<Said | undefined>

/** An act whose input is of this shape; nothing of any other. */
const act =
  <Input>(shape: z.ZodType<Input>, done: (subject: string, input: Input) => Promise<Said>): Act =>
  async (subject, given) => {
    const input = shape.safeParse(given)
    return input.success ? done(subject, input.data) : undefined
  }

const key = z.uuid()
const numbered = z.strictObject({ number: z.int() })
const nothing = z.strictObject({})

function actsOf(desk: Desk): { readonly [path: string]: Act } {
  const counter = till(desk)
  const { redeem, giveBack } = shelf(desk)
  return {
    rewards: act(z.strictObject({ key, reward: z.enum(['coffee', 'loaf']) }), redeem),
    'rewards/back': act(z.strictObject({ code: z.string().max(64) }), giveBack),
    'till/purchases': act(z.strictObject({ key, cents: z.int().min(1).max(50_000) }), counter.ring),
    'till/purchases/back': act(numbered, counter.takeBack),
    'till/orders': act(z.strictObject({ key, amount: z.int().min(1).max(5_000) }), counter.setAside),
    'till/orders/hand-over': act(numbered, counter.handOver),
    'till/orders/let-go': act(numbered, counter.letGo),
    'till/coupons': act(z.strictObject({ key, code: z.string().max(64) }), (_, typed) => counter.handIn(typed)),
    'till/clock': act(z.strictObject({ days: z.int().min(0).max(31) }), (_, time) => counter.pass(time)),
    'till/confirmations': act(nothing, (subject) => counter.confirm(subject)),
  }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDraw, type Draw } from '../../src/index.js'
import { hashOf } from '../../src/server/secrets/secrets.js'
import type { PublicRaffle } from '../../src/server.js'
import { secret } from './support/device.js'
import { day, no, opened } from './support/guild.js'
import { ledgers, type Opened } from './support/stores.js'

const closed = Date.UTC(2027, 1, 1)
const by = { medium: 'paper' }

describe.each(ledgers)('a raffle, in %s', (_, open) => {
  let on: Opened
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())

  const seen = async (server: { fetch: (request: Request) => Promise<Response> }): Promise<PublicRaffle> => {
    const response = await server.fetch(new Request('https://guild.example/evenhanded/raffles/lamps'))
    expect(response.status).toBe(200)
    return (await response.json()) as PublicRaffle
  }

  /** So many members with a free entry, the first with two bought ones beside. */
  const entered = async (world: ReturnType<typeof opened>, count: number) => {
    const members = []
    const tickets: string[] = []
    for (let n = 0; n < count; n++) {
      const one = await world.member(20)
      const said = await one.accept('lamp', { email: `m${n}@guild.example` }, { by })
      if (!said.ok) throw new Error(said.error.message)
      tickets.push(...(said.outcome.tickets ?? []).map(({ ticket }) => ticket))
      members.push(one)
    }
    for (const key of ['second', 'third']) {
      const said = await members[0]?.enter('lamps', { reason: key, key })
      if (said?.ok) tickets.push(...(said.outcome.tickets ?? []).map(({ ticket }) => ticket))
    }
    return { members, tickets }
  }

  it('shows its commitment alone while it is open, and keeps its seed sealed', async () => {
    const { server, another, tenant } = opened(on)
    expect(await seen(server)).toMatchObject({ state: 'announced', raffle: 'lamps', closes: '2027-01-31' })
    const all = await Promise.all([server, another(), another()].map((one) => one.raffle('lamps').open()))
    expect(new Set(all.map((said) => said.ok && said.commitment)).size).toBe(1)
    const shown = await seen(server)
    expect(shown).toMatchObject({ state: 'open', commitment: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(Object.keys(shown)).not.toContain('seed')
    const kept = JSON.stringify(await on.store.raffle(tenant, 'lamps'))
    expect(kept).toContain(shown.commitment)
    // What binds the seed is public; a seed of 64 digits stands nowhere beside it.
    expect(kept.match(/[0-9a-f]{64}/g)).toEqual([shown.commitment])
    expect(kept).not.toContain(secret)
  })

  it('is drawn once, by whoever is first, and anybody can check it', async () => {
    const world = opened(on)
    const { server, another, time } = world
    const raffle = server.raffle('lamps')
    await raffle.open({ beacon: 'drand, the first round of 1 February 2027' })
    const { members, tickets } = await entered(world, 6)
    expect(tickets).toHaveLength(8)
    expect(await raffle.draw({ actor: 'staff:1' })).toMatchObject(no('not_closed'))
    time.now = closed
    const how = { beacon: 'drand 4711: 8e3a', actor: 'staff:1' }
    const all = await Promise.all([server, another(), another()].map((one) => one.raffle('lamps').draw(how)))
    expect(new Set(all.map((said) => JSON.stringify(said.ok && said.draw))).size).toBe(1)
    expect(all.filter((said) => said.ok && !said.known)).toHaveLength(1)
    const shown = await seen(server)
    expect(shown).toMatchObject({ state: 'drawn', beacon: how.beacon, entries: 8 })
    expect(checkDraw(shown as Draw, hashOf, tickets)).toEqual([])
    expect(checkDraw({ ...(shown as Draw), beacon: 'drand 4712' }, hashOf)).not.toEqual([])

    const winners = await raffle.winners()
    expect(winners.map(({ says }) => says)).toEqual(['A lamp', 'A lamp', 'A candle'])
    const ids = winners.map(({ subject }) => subject)
    expect(members.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
    expect(new Set(ids).size).toBe(3)
    // The public learns tickets, and of nobody who they are.
    for (const { id } of members) expect(JSON.stringify(shown)).not.toContain(id)
    expect(await raffle.draw({ beacon: 'another', actor: 'staff:2' })).toMatchObject(no('already_drawn'))
    expect(await raffle.draw(how)).toMatchObject({ ok: true, known: true })
  })

  it('tells of a ticket that was taken away after the close', async () => {
    const world = opened(on)
    await world.server.raffle('lamps').open()
    const { tickets } = await entered(world, 3)
    world.time.now = closed
    await world.server.dueWork()
    const settled = await seen(world.server)
    expect(settled).toMatchObject({ state: 'closed', entries: 5, tickets: [...tickets].sort() })
    await world.server.raffle('lamps').draw({ actor: 'staff:1' })
    const drawn = await seen(world.server)
    expect(drawn.root).toBe(settled.root)
    const without = { ...(drawn as Draw), tickets: drawn.tickets?.filter((one) => one !== tickets[0]) ?? [] }
    const codes = checkDraw(without, hashOf, tickets).map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['ticket_missing', 'wrong_root']))
  })

  it('takes no entry after its last day, and none beyond what one member may have', async () => {
    const world = opened(on)
    const { members, tickets } = await entered(world, 1)
    expect(tickets).toHaveLength(3)
    expect(await members[0]?.enter('lamps', { reason: 'fourth', key: 'fourth' })).toMatchObject(no('member_limit'))
    world.time.now = closed
    const late = await world.member(20)
    expect(await late.accept('lamp', { email: 'late@guild.example' }, { by })).toMatchObject(no('raffle_over'))
    expect(await late.enter('lamps', { reason: 'late', key: 'late' })).toMatchObject(no('raffle_over'))
  })

  it('is not drawn where nothing had bound it', async () => {
    const world = opened(on)
    await entered(world, 1)
    world.time.now = closed
    expect(await world.server.raffle('lamps').draw({ actor: 'staff:1' })).toMatchObject(no('not_open'))
  })

  it('keeps the source of its beacon as it was said first', async () => {
    const { server } = opened(on)
    await server.raffle('lamps').open({ beacon: 'drand' })
    expect(await server.raffle('lamps').open({ beacon: 'dice' })).toMatchObject(no('already_open'))
    expect(await server.raffle('lamps').open()).toMatchObject({ ok: true })
    expect((await seen(server)).beaconSource).toBe('drand')
  })

  it('has no winner of who was erased meanwhile, and its draw stands', async () => {
    const world = opened(on)
    await world.server.raffle('lamps').open()
    const { members, tickets } = await entered(world, 3)
    world.time.now = closed
    await world.server.dueWork()
    for (const one of members) await one.erase()
    await world.server.raffle('lamps').draw({ actor: 'staff:1' })
    const winners = await world.server.raffle('lamps').winners()
    expect(winners).toHaveLength(3)
    expect(winners.every(({ subject }) => subject === null)).toBe(true)
    expect(checkDraw((await seen(world.server)) as Draw, hashOf, tickets)).toEqual([])
  })

  it('is opened, closed and, its time over, forgotten by due work, once', async () => {
    const world = opened(on)
    const { server, another, time, tenant } = world
    expect((await server.dueWork()).raffles).toEqual({ opened: 1, closed: 0, forgotten: 0 })
    const { members, tickets } = await entered(world, 3)
    const guest = server.subject({ login: 'guest' })
    const taken = await guest.accept('lamp', { email: 'guest@guild.example' }, { by })
    expect(taken).toMatchObject({ ok: true, outcome: { tickets: [{ raffle: 'lamps' }] } })
    time.now = closed
    const turns = await Promise.all([server.dueWork(), another().dueWork()])
    expect(turns.reduce((sum, { raffles }) => sum + raffles.closed, 0)).toBeGreaterThan(0)
    await server.raffle('lamps').draw({ actor: 'staff:1' })
    time.now += 89 * day
    expect((await server.dueWork()).raffles.forgotten).toBe(0)
    expect((await guest.state())?.values).toEqual({ email: 'guest@guild.example' })
    time.now += 2 * day
    await Promise.all([server.dueWork(), another().dueWork()])
    expect((await server.dueWork()).raffles.forgotten).toBe(0)
    expect(await on.store.entries(tenant, 'lamps')).toEqual([])
    expect((await guest.state())?.values).toEqual({})
    // A member's address has a ground of its own.
    expect((await members[0]?.state())?.values).toEqual({ email: 'm0@guild.example' })
    // What was drawn can be checked for ever.
    expect(checkDraw((await seen(server)) as Draw, hashOf, tickets)).toEqual([])
    expect((await server.raffle('lamps').winners()).every(({ subject }) => subject === null)).toBe(true)
  })

  it('is no secret where there is none: an unknown one is not found', async () => {
    const { server } = opened(on)
    const response = await server.fetch(new Request('https://guild.example/evenhanded/raffles/cars'))
    expect(response.status).toBe(404)
    expect(() => server.raffle('cars' as 'lamps')).toThrow('There is no raffle cars.')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const noon = Date.UTC(2027, 0, 31, 12)
const day = 86_400_000

describe.each(stores)('uses, in %s', (_, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  /** A member, a clock, and what the store has counted. */
  async function fresh() {
    const time = { now: noon }
    const { server, tenant } = started(opened, { clock: () => time.now })
    const page = device(server, shop)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch', birthday: '2000-01-02' }))
    const id = subject as string
    const counted = () => opened.store.uses(tenant, id)
    return { server, member: server.subject(id), id, time, counted }
  }

  it('are counted by field, purpose, decision and day in UTC, and written when the server is asked to', async () => {
    const { server, member, id, time, counted } = await fresh()
    for (let n = 0; n < 3; n++) await member.read('email', 'club', { for: 'mail:invoice' })
    await member.read('email', 'club')
    await member.read('birthday', 'treats', { for: 'mail:birthday' })
    time.now += day
    await member.read('email', 'club', { for: 'mail:invoice' })
    expect(await counted()).toEqual([])
    await server.flush()
    const line = (field: string, purpose: string, decision: string, on: string, count: number) =>
      expect.objectContaining({ subject: id, field, purpose, decision, day: on, count })
    expect(await counted()).toHaveLength(4)
    expect(await counted()).toEqual(
      expect.arrayContaining([
        line('email', 'club', 'mail:invoice', '2027-02-01', 1),
        line('email', 'club', 'mail:invoice', '2027-01-31', 3),
        line('email', 'club', 'read', '2027-01-31', 1),
        line('birthday', 'treats', 'mail:birthday', '2027-01-31', 1),
      ]),
    )
  })

  it('are added to what was counted before, by this server or another', async () => {
    const { server, member, counted } = await fresh()
    for (let n = 0; n < 2; n++) {
      await member.read('email', 'club')
      await server.flush()
    }
    expect(await counted()).toMatchObject([{ field: 'email', count: 2 }])
  })

  it('are none where no ground let anything be read', async () => {
    const { server, member, counted } = await fresh()
    expect(await member.read('email', 'newsletter', { for: 'mail:newsletter' })).toBeUndefined()
    expect(await member.read('phone', 'draw')).toBeUndefined()
    await server.flush()
    expect(await counted()).toEqual([])
  })

  it('tell of gates what they looked at', async () => {
    const { server, member, counted } = await fresh()
    expect(await member.can('review')).toBe(true)
    await server.flush()
    expect(await counted()).toMatchObject([{ field: 'email', purpose: 'club', decision: 'gate:review', count: 1 }])
    await member.leave('membership')
    expect(await member.can('review')).toBe(false)
    await server.flush()
    expect(await counted()).toMatchObject([{ decision: 'gate:review', count: 1 }])
  })

  it('are written with due work', async () => {
    const { server, member, counted } = await fresh()
    await member.read('email', 'club')
    await server.dueWork()
    expect(await counted()).toHaveLength(1)
  })

  it('go with whose they were, also those that are not written yet', async () => {
    const { server, member, counted } = await fresh()
    await member.read('email', 'club')
    await server.flush()
    await member.read('email', 'club')
    await member.erase()
    expect(await counted()).toEqual([])
    await server.flush()
    expect(await counted()).toEqual([])
  })

  it('are forgotten by due work after two years', async () => {
    const { server, member, time, counted } = await fresh()
    await member.read('email', 'club')
    time.now += 730 * day
    await server.dueWork()
    expect(await counted()).toMatchObject([{ day: '2027-01-31' }])
    time.now += 2 * day
    await server.dueWork()
    expect(await counted()).toEqual([])
  })

  it('take no name that is none, and none that can’t be stored', async () => {
    const { member } = await fresh()
    for (const name of ['', 'x'.repeat(101), 'nul\0', 17 as never])
      await expect(member.read('email', 'club', { for: name })).rejects.toMatchObject({ code: 'bad_decision' })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.js'
import { faultsIn } from './support/audited.js'
import { no, opened } from './support/guild.js'
import { ledgers, type Opened } from './support/stores.js'

/** A store that loses its connection as soon as anything is stored for somebody. */
const failingFor = (store: Store, subject: string): Store => ({
  ...store,
  async store(tenant, steps) {
    if (steps.some((step) => step.subject === subject)) throw new Error('the connection is gone')
    return store.store(tenant, steps)
  },
})

describe.each(ledgers)('deliveries, in %s', (_, open) => {
  let on: Opened
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())

  const gift = { points: { bonus: 20 }, reason: 'thanks', key: 'gift' }

  it('let a gift arrive once that stopped between its halves', async () => {
    const { another, member, store, tenant, settled } = opened(on)
    const [ada, bob] = [await member(50), await member()]
    const dying = another({ store: failingFor(store, bob.id) })
    await expect(dying.subject(ada.id).give({ ...gift, to: bob.id })).rejects.toThrow('The store failed.')
    expect(await ada.balance('bonus')).toMatchObject({ available: 30 })
    expect(await bob.balance('bonus')).toMatchObject({ available: 0 })

    const [one, two] = [another(), another()]
    await settled()
    const done = await Promise.all([one.dueWork(), two.dueWork()])
    expect(done.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(1)
    expect(await bob.balance('bonus')).toMatchObject({ available: 20 })
    await settled()
    expect(await one.dueWork()).toMatchObject({ delivered: 0, returned: 0 })

    // Who gave it and heard nothing asks again.
    expect(await ada.give({ ...gift, to: bob.id })).toMatchObject({ ok: true, known: true })
    expect(await bob.balance('bonus')).toMatchObject({ available: 20 })
    expect(await ada.balance('bonus')).toMatchObject({ available: 30 })
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('let an award of respect arrive once that stopped between its halves', async () => {
    const { server, another, member, store, tenant, settled } = opened(on)
    const [ada, bob] = [await member(), await member()]
    const like = { points: { respect: 10 }, reason: 'post:7', key: 'like', giver: ada.id }
    const dying = another({ store: failingFor(store, bob.id) })
    await expect(dying.subject(bob.id).award(like)).rejects.toThrow('The store failed.')
    expect(await bob.balance('respect')).toMatchObject({ available: 0 })
    await settled()
    expect(await server.dueWork()).toMatchObject({ delivered: 1 })
    expect(await bob.balance('respect')).toMatchObject({ available: 10 })
    expect(await bob.award(like)).toMatchObject({ ok: true, known: true })
    expect(await bob.balance('respect')).toMatchObject({ available: 10 })
    await settled()
    expect(await server.dueWork()).toMatchObject({ delivered: 0 })
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('give a gift back, once, whose receiver was erased', async () => {
    const { server, another, member, store, tenant, settled } = opened(on)
    const [ada, bob] = [await member(50), await member()]
    const dying = another({ store: failingFor(store, bob.id) })
    await expect(dying.subject(ada.id).give({ ...gift, to: bob.id })).rejects.toThrow('The store failed.')
    await bob.erase()
    await settled()
    const done = await Promise.all([server.dueWork(), another().dueWork()])
    expect(done.reduce((sum, { returned }) => sum + returned, 0)).toBe(1)
    expect(await ada.balance('bonus')).toMatchObject({ available: 50 })
    expect((await ada.statement('bonus'))[0]).toMatchObject({ kind: 'restore', amount: 20, reason: 'no-receiver' })
    expect(await ada.give({ ...gift, to: bob.id })).toMatchObject({ known: true })
    await settled()
    expect(await server.dueWork()).toMatchObject({ delivered: 0, returned: 0 })
    expect(await ada.balance('bonus')).toMatchObject({ available: 50 })
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('give nothing back that had arrived before its receiver was erased', async () => {
    const { server, member, tenant, settled } = opened(on)
    const [ada, bob] = [await member(50), await member()]
    await ada.give({ ...gift, to: bob.id })
    await bob.erase()
    await settled()
    expect(await server.dueWork()).toMatchObject({ delivered: 0, returned: 0 })
    expect(await ada.balance('bonus')).toMatchObject({ available: 30 })
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('drop an award of respect whose receiver was erased', async () => {
    const { server, another, member, store, tenant, settled } = opened(on)
    const [ada, bob] = [await member(), await member()]
    const like = { points: { respect: 10 }, reason: 'post:7', key: 'like', giver: ada.id }
    const dying = another({ store: failingFor(store, bob.id) })
    await expect(dying.subject(bob.id).award(like)).rejects.toThrow('The store failed.')
    await bob.erase()
    await settled()
    expect(await server.dueWork()).toMatchObject({ delivered: 0, returned: 0 })
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('wait where the store fails, and lose nothing', async () => {
    const { server, another, member, store, settled } = opened(on)
    const [ada, bob] = [await member(50), await member()]
    const failing = failingFor(store, bob.id)
    const dying = another({ store: failing })
    await expect(dying.subject(ada.id).give({ ...gift, to: bob.id })).rejects.toThrow()
    await settled()
    await expect(dying.dueWork()).rejects.toThrow('The store failed.')
    await settled()
    expect(await server.dueWork()).toMatchObject({ delivered: 1 })
    expect(await bob.balance('bonus')).toMatchObject({ available: 20 })
  })

  it('revoke what somebody gave who was erased, where the currency says so', async () => {
    const { server, member, tenant, settled } = opened(on)
    const [ada, bob] = [await member(), await member()]
    await bob.award({ points: { respect: 10, thanks: 4 }, reason: 'post:7', key: 'like', giver: ada.id })
    await ada.erase()
    await settled()
    expect(await server.dueWork()).toMatchObject({ revoked: 1 })
    expect(await bob.balance('respect')).toMatchObject({ available: 0 })
    expect(await bob.balance('thanks')).toMatchObject({ available: 4 })
    expect((await bob.statement('respect'))[0]).toMatchObject({ kind: 'reverse', reason: 'giver-erased' })
    await settled()
    expect(await server.dueWork()).toMatchObject({ revoked: 0 })
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('never let staff take back by hand what has arrived', async () => {
    const { member } = opened(on)
    const [ada, bob] = [await member(50), await member()]
    await ada.give({ ...gift, to: bob.id })
    expect(await ada.reverse({ of: 'gift', reason: 'oops', key: 'back' })).toMatchObject(no('unknown_transfer'))
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { opened } from './support/members.js'
import { ledgers, type Opened } from './support/stores.js'

describe.each(ledgers)('where a member stands, in %s', (_, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  it('tells what the next tier still asks of this period, and that there is none above the last', async () => {
    const one = await opened(store).member(0)
    const before = await one.standing('bonus')
    expect(before).toMatchObject({ held: null, next: 'silver', points: { earned: 0, missing: 100 } })
    await one.earn('orders', { amount: 4_050, reason: 'order:1', key: 'order:1' })
    expect(await one.standing('bonus')).toMatchObject({ next: 'silver', points: { earned: 40, missing: 60 } })
    await one.earn('orders', { amount: 6_000, reason: 'order:2', key: 'order:2' })
    expect(await one.standing('bonus')).toMatchObject({
      held: { name: 'silver' },
      next: null,
      points: { earned: 100, missing: 0 },
    })
  })

  it('has nothing to tell of a currency without tiers', async () => {
    const one = await opened(store).member(0)
    expect(await one.standing('miles')).toEqual({ held: null, next: null })
  })
})

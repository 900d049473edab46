import type { HandingIn, SignedBatch, Signing } from '../../ports/coupon-batches.js'
import type { Store } from '../../ports/store.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { uuid } from './steps.js'

const many = 16
const hour = 3_600_000

/** A batch of so many coupons for wax, at CHF 5 each, and after these for poles, at CHF 9. */
const batchOf = (wax: number, poles: number, validUntil: number, more: Partial<SignedBatch> = {}): SignedBatch => ({
  id: uuid(),
  hash: 'h',
  offer: 'till',
  validUntil,
  parts: [
    { coupon: 'wax', says: 'CHF 5 off “wax”', worth: 500, count: wax },
    ...(poles > 0 ? [{ coupon: 'poles', says: 'CHF 9 off', worth: 900, count: poles }] : []),
  ],
  ...more,
})

/** Somebody who signs and hands in, by a clock of their own. */
function signer(store: Store, tenant = deskOf(store).tenant) {
  const self = {
    store,
    tenant,
    now: Date.UTC(2027, 0, 1),
    sign: (batch: SignedBatch, limits = {}): Promise<Signing> => store.signCoupons(tenant, batch, limits, self.now),
    async signed(batch: SignedBatch): Promise<SignedBatch> {
      same(await self.sign(batch), { state: 'signed' })
      return batch
    },
    async hand(batch: Pick<SignedBatch, 'id'>, n: number, more: Partial<HandingIn> = {}): Promise<string | undefined> {
      const handing = { batch: batch.id, n, key: uuid(), hash: `${batch.id} ${n}`, reason: 'receipt:1', ...more }
      return (await store.handInCoupon(tenant, handing, self.now))?.state
    },
    async look(batch: Pick<SignedBatch, 'id'>, n: number): Promise<string | undefined> {
      return (await store.signedCoupon(tenant, batch.id, n, self.now))?.state
    },
    gone: (batch: Pick<SignedBatch, 'id'>) => store.goneCoupons(tenant, batch.id),
    giveBack: (batch: Pick<SignedBatch, 'id'>, numbers: readonly number[] | null = null) =>
      store.returnCoupons(tenant, batch.id, numbers, self.now),
    sums: (offer?: string) => store.couponSums(tenant, offer, self.now),
  }
  return self
}

/** Coupons that were signed in advance, for whoever it may be. */
export function signingLaws({ law, store }: Case): void {
  law('keeps a batch as one, and tells what each of its numbers is', async () => {
    const till = signer(await store())
    const { store: it, tenant, now } = till
    const batch = await till.signed(batchOf(2, 1, now + hour))
    const parts = batch.parts.map((part) => ({ ...part, redeemed: 0, returned: 0 }))
    same(await it.couponBatch(tenant, batch.id), { ...batch, signedAt: now, parts })
    const told = (n: number) => it.signedCoupon(tenant, batch.id, n, now)
    const rest = { offer: 'till', validUntil: now + hour, state: 'issued' }
    same(
      [await told(1), await told(2)],
      [
        { coupon: 'wax', says: 'CHF 5 off “wax”', worth: 500, ...rest },
        { coupon: 'poles', says: 'CHF 9 off', worth: 900, ...rest },
      ],
    )
    same([await told(-1), await told(3), await it.signedCoupon(tenant, uuid(), 0, now)], [null, null, null])
    same([await till.hand(batch, 3), await till.hand({ id: uuid() }, 0)], [undefined, undefined])
    same([await it.couponBatch(tenant, uuid()), await till.giveBack({ id: uuid() })], [null, null])
  })

  law('signs a batch once under its id, and nothing that would be over', async () => {
    const till = signer(await store())
    const batch = await till.signed(batchOf(2, 0, till.now + hour))
    same(await till.sign(batch, { budget: 0, stock: { wax: 0 } }), { state: 'known' })
    same(await till.sign({ ...batch, hash: 'other', offer: 'other' }), { state: 'reused' })
    same(await till.sign(batchOf(1, 0, till.now)), { state: 'ended' })
    till.now += 2 * hour
    same(await till.sign(batch), { state: 'known' })
  })

  law('says by its own time what is over, where nobody says another', async () => {
    const it = await store()
    const { tenant } = deskOf(it)
    const now = await it.now()
    same(await it.signCoupons(tenant, batchOf(1, 0, now - hour), {}), { state: 'ended' })
    const batch = batchOf(2, 0, now + hour)
    same(await it.signCoupons(tenant, batch, {}), { state: 'signed' })
    const handing = { batch: batch.id, n: 0, key: uuid(), hash: 'h', reason: 'r', actor: 'till:3' }
    same((await it.handInCoupon(tenant, handing))?.state, 'redeemed')
    same((await it.signedCoupon(tenant, batch.id, 0))?.state, 'redeemed')
    same((await it.couponSums(tenant))[0]?.out, 1)
    same(await it.returnCoupons(tenant, batch.id, null), 1)
  })

  law(`signs no more than its limits, of ${many} at once`, async () => {
    const till = signer(await store())
    const all = Array.from({ length: many }, () => batchOf(3, 1, till.now + hour))
    const states = await Promise.all(all.map((batch) => till.sign(batch, { stock: { wax: 20 } })))
    same(states.filter(({ state }) => state === 'signed').length, 6)
    same(
      states.find(({ state }) => state !== 'signed'),
      { state: 'out_of_stock', coupon: 'wax', left: 2 },
    )
    const other = batchOf(2, 0, till.now + hour, { offer: 'shop' })
    same(await till.sign(other, { stock: { wax: 2 } }), { state: 'signed' })
    const more = Array.from({ length: many }, () => batchOf(1, 0, till.now + hour, { offer: 'shop' }))
    const paid = await Promise.all(more.map((batch) => till.sign(batch, { budget: 2_300 })))
    same(paid.filter(({ state }) => state === 'signed').length, 2)
    same(
      paid.find(({ state }) => state !== 'signed'),
      { state: 'over_budget', left: 300 },
    )
    same(
      (await till.sums()).map(({ offer, coupon, out, outWorth }) => [offer, coupon, out, outWorth]),
      [
        ['shop', 'wax', 4, 2_000],
        ['till', 'poles', 6, 5_400],
        ['till', 'wax', 18, 9_000],
      ],
    )
  })

  law('counts for ever what was handed in, and no more what is over or was given back', async () => {
    const till = signer(await store())
    const limits = { budget: 5_000, stock: { wax: 10 } }
    const first = await till.signed(batchOf(10, 0, till.now + hour))
    for (const n of [0, 1, 2]) same(await till.hand(first, n), 'redeemed')
    same(await till.giveBack(first, [2, 3, 3, 99, -1]), 1)
    same(await till.giveBack(await till.signed(batchOf(1, 1, till.now + hour, { offer: 'shop' }))), 2)
    same(await till.sums('shop'), [])
    same(await till.sign(batchOf(2, 0, till.now + hour), limits), { state: 'out_of_stock', coupon: 'wax', left: 1 })
    same(await till.sign(batchOf(1, 0, till.now + hour), limits), { state: 'signed' })
    till.now += hour
    const sum = { offer: 'till', coupon: 'wax', redeemed: 3, redeemedWorth: 1_500, out: 0, outWorth: 0 }
    same(await till.sums(), [sum])
    same(await till.sign(batchOf(8, 0, till.now + hour), limits), { state: 'out_of_stock', coupon: 'wax', left: 7 })
    same(await till.sign(batchOf(7, 0, till.now + hour), limits), { state: 'signed' })
    same([await till.sums('other'), await till.hand(first, 5), await till.look(first, 0)], [[], 'expired', 'redeemed'])
    const before = await till.sums()
    await till.store.forgetCoupons(till.tenant, till.now)
    same([await till.sums(), await till.hand(first, 5)], [before, undefined])
  })

  law(`lets a coupon be handed in once, of ${many} at once`, async () => {
    const till = signer(await store())
    const batch = await till.signed(batchOf(4, 1, till.now + hour))
    const ways = Array.from({ length: many }, (_, n) => n % 3)
    const states = await Promise.all(
      ways.map((way) => (way < 2 ? till.hand(batch, 4) : till.giveBack(batch, [4]).then((came) => `back ${came}`))),
    )
    same(states.filter((state) => state === 'redeemed' || state === 'back 1').length, 1)
    same(states.includes('redeemed') ? await till.look(batch, 4) : 'redeemed', 'redeemed')
    const parts = (await till.store.couponBatch(till.tenant, batch.id))?.parts
    same(parts?.[0], { ...batch.parts[0], redeemed: 0, returned: 0 })
    same((parts?.[1]?.redeemed ?? 0) + (parts?.[1]?.returned ?? 0), 1)
    same([await till.hand(batch, 4), await till.giveBack(batch, [4])].includes('redeemed'), false)
  })

  law('hands in one coupon by one command, however often and however many at once', async () => {
    const till = signer(await store())
    const [one, other] = [
      await till.signed(batchOf(9, 0, till.now + hour)),
      await till.signed(batchOf(9, 0, till.now + 9)),
    ]
    const key = uuid()
    const again = await Promise.all(Array.from({ length: many }, () => till.hand(one, 1, { key })))
    same(again.sort(), [...Array.from({ length: many - 1 }, () => 'known'), 'redeemed'])
    same(
      [await till.hand(one, 2, { key }), await till.hand(other, 1, { key: key.toUpperCase() })],
      ['reused', 'reused'],
    )
    const [shared, batches] = [uuid(), [one, other]]
    const both = await Promise.all(batches.map((batch) => till.hand(batch, 5, { key: shared })))
    same(both.sort(), ['redeemed', 'reused'])
    const sum = (await till.sums())[0]
    same([sum?.redeemed, sum?.out], [2, 16])
    till.now += 2 * hour
    same(await till.hand(one, 1, { key }), 'known')
  })

  law('says why a coupon can’t be handed in, and keeps to it', async () => {
    const till = signer(await store())
    const batch = await till.signed(batchOf(3, 2, till.now + hour))
    same(await till.hand(batch, 0), 'redeemed')
    same(await till.giveBack(batch, [3]), 1)
    const stands = async () => [await till.hand(batch, 0), await till.hand(batch, 3), await till.look(batch, 1)]
    same(await stands(), ['used', 'void', 'issued'])
    same([await till.gone(batch), await till.gone({ id: uuid() })], [[0, 3], []])
    same([await till.giveBack(batch), await till.giveBack(batch), await till.hand(batch, 1)], [3, 0, 'void'])
    same(await till.gone(batch), [0, 1, 2, 3, 4])
    const late = await till.signed(batchOf(1, 0, till.now + hour))
    till.now += hour
    same(await stands(), ['used', 'void', 'void'])
    same([await till.hand(late, 0), await till.look(late, 0), await till.giveBack(late)], ['expired', 'expired', 0])
    same(await till.look(late, 0), 'expired')
  })

  law('takes back numbers of many parts, some of them again, and none that is no number of the batch', async () => {
    const till = signer(await store())
    const batch = await till.signed(batchOf(3, 4, till.now + hour))
    same([await till.giveBack(batch, [2, 3]), await till.hand(batch, 5)], [2, 'redeemed'])
    same([await till.giveBack(batch, [6, 2, 5, 0, 6, 7, -1]), await till.gone(batch)], [2, [0, 2, 3, 5, 6]])
    const parts = (await till.store.couponBatch(till.tenant, batch.id))?.parts
    same(
      parts?.map(({ redeemed, returned }) => [redeemed, returned]),
      [
        [0, 2],
        [1, 2],
      ],
    )
  })

  law('lists batches by their end, page by page', async () => {
    const till = signer(await store())
    const { store: it, tenant, now } = till
    const ends = [3, 1, 2, 2, 2].map((hours) => now + hours * hour)
    const all: SignedBatch[] = []
    for (const end of ends) all.push(await till.signed(batchOf(1, 0, end)))
    const sorted = [...all].sort((a, b) => a.validUntil - b.validUntil || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
    const page = async (endAfter: number, after?: string) => {
      const before = all.find(({ id }) => id === after) ?? null
      return (await it.couponBatches(tenant, { endAfter, after: before, limit: 2 })).map(({ id }) => id)
    }
    same(
      [await page(now), await page(now, sorted[1]), await page(now, sorted[3])],
      [sorted.slice(0, 2), sorted.slice(2, 4), sorted.slice(4)],
    )
    same([await page(now, sorted[4]), await page(now + hour)], [[], sorted.slice(1, 3)])
  })

  law('forgets batches that are over, one by one, and never what they cost', async () => {
    const till = signer(await store())
    const [key, limits] = [uuid(), { stock: { wax: 5 }, budget: 10_000 }]
    for (const end of [1, 2, 5]) {
      const batch = await till.signed(batchOf(4, 2, till.now + end * hour))
      same([await till.hand(batch, 0, end === 1 ? { key } : {}), await till.hand(batch, 5)], ['redeemed', 'redeemed'])
    }
    const before = await till.sums()
    await till.store.forgetCoupons(till.tenant, till.now)
    same(await till.sums(), before)
    const [first] = await till.store.couponBatches(till.tenant, { endAfter: 0, limit: 1 })
    till.now += 3 * hour
    await till.store.forgetCoupons(till.tenant, till.now)
    const left = await till.store.couponBatches(till.tenant, { endAfter: 0, limit: 9 })
    same([left.length, await till.hand(first ?? { id: '' }, 0, { key })], [1, undefined])
    const cost = { offer: 'till', redeemed: 3 }
    same(await till.sums(), [
      { ...cost, coupon: 'poles', redeemedWorth: 2_700, out: 1, outWorth: 900 },
      { ...cost, coupon: 'wax', redeemedWorth: 1_500, out: 3, outWorth: 1_500 },
    ])
    same(await till.sign(batchOf(1, 0, till.now + hour), limits), { state: 'out_of_stock', coupon: 'wax', left: 0 })
    await till.store.forgetCoupons(till.tenant, till.now + 9 * hour)
    const [, wax] = await till.sums()
    same([wax?.redeemed, wax?.out], [3, 0])
  })

  law('keeps the coupons of tenants apart, with the same ids and keys in both', async () => {
    const it = await store()
    const [one, other] = [signer(it), signer(it)]
    const [batch, key] = [batchOf(2, 0, one.now + hour), uuid()]
    for (const till of [one, other]) same(await till.sign(batch, { stock: { wax: 2 } }), { state: 'signed' })
    same([await one.hand(batch, 0, { key }), await one.giveBack(batch)], ['redeemed', 1])
    same([await other.look(batch, 0), await other.hand(batch, 1, { key })], ['issued', 'redeemed'])
    await it.forgetCoupons(one.tenant, one.now + hour)
    same([await one.look(batch, 0), (await it.couponBatch(other.tenant, batch.id))?.parts[0]?.redeemed], [undefined, 1])
    same([(await one.sums())[0]?.redeemed, (await other.sums())[0]?.out], [1, 1])
    const near = signer(it, `${one.tenant} `)
    same([await near.sums(), await near.hand(batch, 0), await near.look(batch, 0)], [[], undefined, undefined])
  })
}

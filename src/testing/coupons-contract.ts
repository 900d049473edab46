import { EvenhandedError } from '../core/error.js'
import type { CouponBatch } from '../core/points/signed-coupon.js'
import type { Coupons } from '../ports/coupons.js'
import type { Law } from './storage-contract.js'

/**
 * The laws of `Coupons`, for whoever writes one.
 *
 * @param open gives those of a batch, as each of a device's tabs has them: two, or one where there is only one. It is
 *   called with another batch by each law
 * @returns laws whose `check` rejects with what was broken
 *
 * @example
 * const open = async (batch: CouponBatch) => {
 *   const storage = indexedDb()
 *   const tabs = [couponStock(storage, batch.id), couponStock(storage, batch.id)]
 *   for (const tab of tabs) await tab.add(batch)
 *   return tabs
 * }
 * for (const law of couponsContract(open)) it(law.name, law.check)
 */
export function couponsContract(open: (batch: CouponBatch) => Promise<readonly Coupons[]>): readonly Law[] {
  const run = Math.random().toString(36).slice(2)
  let count = 0

  async function opened(amounts: { readonly [coupon: string]: number }): Promise<readonly Coupons[]> {
    const id = `${run}-${count++}`
    const coupons = Object.entries(amounts).map(([name, amount]) => {
      const codes = Array.from({ length: amount }, (_, n) => `${id}-${name}-${n}`.toUpperCase())
      return [name, codes] as const
    })
    return open({ id, offer, validUntil: Date.now() + 86_400_000, coupons: Object.fromEntries(coupons) })
  }

  return [
    {
      name: 'gives each code once, under its offer and its name, and then none',
      async check() {
        const [tab] = await opened({ skis: 1, wax: 2 })
        const all = [await tab?.take(offer, 'wax'), await tab?.take(offer, 'wax')]
        same(new Set(all.map((coupon) => coupon?.code)).size, 2)
        for (const coupon of all) {
          same([coupon?.offer, coupon?.coupon, coupon?.code.includes('-WAX-')], [offer, 'wax', true])
          same(Number(coupon?.validUntil) > Date.now(), true)
        }
        same(await tab?.take(offer, 'wax'), null)
        same((await tab?.take(offer, 'skis'))?.coupon, 'skis')
      },
    },
    {
      name: 'knows nothing of other offers and names',
      async check() {
        const [tab] = await opened({ wax: 1 })
        same(tab?.left('elsewhere'), [])
        same(await tab?.take('elsewhere', 'wax'), null)
        same(await tab?.take(offer, 'toString'), null)
        same(tab?.left(offer), ['wax'])
      },
    },
    {
      name: 'says what is left, by one list until that changes',
      async check() {
        const [tab] = await opened({ skis: 1, wax: 2 })
        const before = tab?.left(offer)
        same([...(before ?? [])].sort(), ['skis', 'wax'])
        same(before === tab?.left(offer), true)
        await tab?.take(offer, 'wax')
        same([...(tab?.left(offer) ?? [])].sort(), ['skis', 'wax'])
        await tab?.take(offer, 'wax')
        same(tab?.left(offer), ['skis'])
      },
    },
    {
      name: 'gives none twice to many who take at once in every tab, and loses none',
      async check() {
        const tabs = await opened({ wax: 12 })
        const takes = tabs.flatMap((tab) => Array.from({ length: 16 }, () => tab.take(offer, 'wax')))
        const codes = (await Promise.all(takes)).flatMap((coupon) => (coupon ? [coupon.code] : []))
        for (const tab of tabs)
          for (let more = await tab.take(offer, 'wax'); more; more = await tab.take(offer, 'wax')) codes.push(more.code)
        same(new Set(codes).size, codes.length)
        same(codes.length, 12)
      },
    },
    {
      name: 'calls who listens once something was taken, until that ends',
      async check() {
        const [tab] = await opened({ wax: 2 })
        let calls = 0
        const end = tab?.subscribe(() => {
          calls += 1
        })
        await tab?.take(offer, 'wax')
        await settled()
        same(calls > 0, true)
        const before = calls
        end?.()
        await tab?.take(offer, 'wax')
        await settled()
        same(calls, before)
      },
    },
  ]
}

const offer = 'tillCoupon'

const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

function same(found: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (one !== other) throw new EvenhandedError('contract_broken', `${one} was found where ${other} was wanted`)
}

import { defineProgram, identifier, observed, personal } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, openSite } from './site.js'

// A bonus card: points for joining, for shopping and for a birthday, and a voucher for points.

const card = defineProgram({
  id: 'card',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    birthday: personal(z.iso.date(), { label: 'Birthday', input: { autocomplete: 'bday' } }),
    receipts: observed(z.array(z.string()), { label: 'What you buy' }),
  },
  purposes: {
    club: { label: 'Keep your card', basis: 'contract' },
    treats: { label: 'A present on your birthday', basis: 'consent' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' } },
  rewards: {
    voucher: { label: 'A voucher', costs: { bonus: 500 }, gives: { benefit: 'coupon', says: 'EUR 5 off', worth: 5 } },
  },
  offers: {
    card: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your card needs an address',
        birthday: { because: 'For a present on the day', optional: true, for: 'treats', points: { bonus: 100 } },
      },
      observes: { receipts: 'Points by what you buy' },
      gives: { benefit: 'points', points: { bonus: 300 }, says: '300 points to start with' },
    },
  },
})

it('pays points for joining and for an answer once, and leaving takes nothing back', async () => {
  const { visit, server } = openSite(card, { authenticate: () => ({ id: 'ann' }) })
  const ann = server.subject({ login: 'ann' })
  const client = await visit('web')

  // 400 points buy EUR 4: that is what the offer is worth, the paid answer included.
  const { factors } = client.explainNext().winner ?? {}
  expect(factors?.worth).toBeCloseTo(4)
  expect(factors?.burden).toBeLessThan(4)
  // What will be recorded is told before, as part of what is asked.
  expect(client.next()?.notice.text).toContain('What you buy')

  const joined = await client.offer('card').accept({ email: 'ann@b.ie', birthday: '1990-04-30' })
  // The device expects, the server awards.
  expect(client.points('bonus')).toMatchObject({ available: 0, pending: 400 })
  if (joined.ok) await joined.settled
  expect(client.points('bonus')).toMatchObject({ available: 400, pending: 0 })
  expect(client.next()).toBeNull()

  // The till sends what was bought for; the same receipt counts once.
  const receipt = { points: { bonus: 120 }, reason: 'receipt:88', key: 'receipt:88' }
  await ann.award(receipt)
  await ann.award(receipt)
  await client.sync()
  expect(client.points('bonus').available).toBe(520)

  const said = await client.redeem('voucher')
  if (said.ok) await said.settled
  const [voucher] = await ann.coupons()
  expect(voucher).toMatchObject({ reward: 'voucher', state: 'issued' })
  const handedIn = await server.redeemCoupon(voucher?.code ?? '', { key: 'till:1', reason: 'receipt:89' })
  expect(handedIn).toMatchObject({ ok: true })

  // Who leaves keeps the points, and who comes back is not paid to do so again.
  await client.leave('card')
  await client.offer('card').accept({ email: 'ann@b.ie' })
  await client.sync()
  expect(client.points('bonus')).toMatchObject({ available: 20, pending: 0 })
})

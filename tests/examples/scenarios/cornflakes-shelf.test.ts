import { defineProgram, identifier, preference } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, minute, openSite } from './site.js'

// A beacon on the shelf of the cornflakes: 15 % off, for the next 15 minutes. Two offers fire at once, and one is made.

const shelves = defineProgram({
  id: 'shelves',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    breakfast: preference(z.enum(['sweet', 'plain']), { label: 'Breakfast' }),
  },
  purposes: { club: { label: 'Keep your card', basis: 'contract' } },
  touchpoints: { phone: { label: 'Our app', channel: 'app' } },
  places: { cornflakes: { label: 'Shelf of the cornflakes' } },
  offers: {
    card: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'Your card needs an address' },
      gives: { benefit: 'access', says: 'Offers while you shop', worth: 3 },
    },
    now: {
      principle: 'exchange',
      for: 'club',
      near: ['cornflakes'],
      lasts: 'PT15M',
      repeats: 'P7D',
      asks: { email: 'To put it on your card' },
      gives: { benefit: 'coupon', says: '15 % off cornflakes, for the next 15 minutes', worth: 0.75 },
    },
    tip: {
      principle: 'exchange',
      for: 'club',
      near: ['cornflakes'],
      asks: { email: 'To put it on your card', breakfast: 'To suggest what you like' },
      gives: { benefit: 'selection', says: 'What goes with it', worth: 0.7 },
    },
  },
})

const atTheShelf = { place: 'cornflakes' }

it('makes one offer at the shelf, and a coupon that the till takes for 15 minutes and no longer', async () => {
  const { visit, later, server, sent, clock } = openSite(shelves, { authenticate: () => ({ id: 'ann' }) })
  const app = await visit('phone')
  const joined = await app.offer('card').accept({ email: 'ann@b.ie' })
  if (joined.ok) await joined.settled

  // Anywhere else in the shop nothing is said.
  expect(app.next()).toBeNull()
  expect(app.explain({ offer: 'now' }).reasons).toEqual([{ code: 'not_near', places: ['cornflakes'] }])

  // Both fire; the one that gives most beyond what it asks is made, and the other is told of where somebody asks.
  expect(app.next(atTheShelf)?.id).toBe('now')
  const { winner, ranked, rejected } = app.explainNext(atTheShelf)
  expect(winner).toMatchObject({ offer: 'now', factors: { fit: [{ code: 'near', times: 2 }] } })
  // What the tip asks beside is worth more than the tip.
  expect([...ranked, ...rejected].map(({ offer }) => offer)).toContain('tip')

  const taken = await app.next(atTheShelf)?.accept()
  const inTime = clock() + 15 * minute
  expect(taken).toMatchObject({ ok: true, benefit: { gives: [{ benefit: 'coupon' }], until: inTime } })
  const settled = taken?.ok ? await taken.settled : undefined
  const coupon = settled?.ok ? settled.outcome.coupon : undefined
  expect(coupon).toMatchObject({ offer: 'now', validUntil: inTime })
  // Where they stand has gone nowhere: the coupon does not say it either.
  expect(sent.join()).not.toContain('"place"')

  // A quarter of an hour later the till refuses it, whatever the phone still shows.
  later(15 * minute)
  const late = await server.redeemCoupon(coupon?.code ?? '', { key: 'till:1/1', reason: 'receipt:1' })
  expect(late).toMatchObject({ ok: false, error: { code: 'coupon_expired', facts: { validUntil: inTime } } })

  // A week later there is another one, and in time it is taken: once.
  later(7 * 24 * 60 * minute)
  await app.sync()
  const again = await app.offer('now').accept()
  const second = again.ok ? await again.settled : undefined
  const code = second?.ok ? (second.outcome.coupon?.code ?? '') : ''
  later(14 * minute)
  expect(await server.redeemCoupon(code, { key: 'till:1/2', reason: 'receipt:2' })).toMatchObject({ ok: true })
  const twice = await server.redeemCoupon(code, { key: 'till:2/1', reason: 'receipt:3' })
  expect(twice).toMatchObject({ ok: false, error: { code: 'coupon_used' } })
})

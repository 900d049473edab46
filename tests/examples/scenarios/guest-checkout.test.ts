import { defineProgram, identifier, personal } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, openSite } from './site.js'

// A guest orders and gives what the order needs. Later they may become a member: then only what is missing is asked, and
// until then their order is no membership.

const shop = defineProgram({
  id: 'boots',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    name: personal(z.string(), { label: 'Name', input: { autocomplete: 'name' } }),
    street: personal(z.string(), { label: 'Address', input: { autocomplete: 'street-address' } }),
    size: personal(z.int(), { label: 'Shoe size' }),
  },
  purposes: {
    order: { label: 'Deliver your order', basis: 'contract', retainFor: 'P90D' },
    books: { label: 'Keep the books', basis: 'legal-obligation', retainFor: 'P10Y' },
    club: { label: 'Keep your membership', basis: 'contract' },
    news: { label: 'Send news', basis: 'consent', channel: 'email' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'web' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' } },
  rewards: {
    voucher: { label: 'A voucher', costs: { bonus: 100 }, gives: { benefit: 'coupon', says: 'EUR 5 off', worth: 5 } },
  },
  offers: {
    checkout: {
      principle: 'exchange',
      for: 'order',
      repeats: 'always',
      asks: {
        email: 'To confirm your order',
        name: { because: 'For the invoice', for: 'books' },
        street: 'To deliver it',
      },
      gives: { benefit: 'service', says: 'Your boots, in three days', worth: 20 },
    },
    membership: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'Your account needs an address', size: 'To show what fits you' },
      invites: { news: ['email'] },
      gives: { benefit: 'points', points: { bonus: 100 }, says: '100 points to start with' },
    },
  },
  gates: { history: { label: 'See all your orders', needs: { email: 'club' } } },
})

it('takes what the order needs from a guest, and asks a new member only what is missing', async () => {
  const { visit, sent } = openSite(shop)
  const client = await visit('web')
  // A guest is nobody until they order: no cookie, no id.
  expect(client.snapshot().subject).toBeNull()

  const ordered = await client.offer('checkout').accept({ email: 'ann@b.ie', name: 'Ann', street: 'High Street 1' })
  if (ordered.ok) await ordered.settled
  expect(client.read('street', 'order')).toBe('High Street 1')
  expect(client.read('name', 'books')).toBe('Ann')

  // An order is no membership, and an address for it is none for the news.
  expect(client.read('email', 'club')).toBeUndefined()
  expect(client.read('email', 'news')).toBeUndefined()
  expect(client.can('history')).toBe(false)
  const { missing, path } = client.explain({ gate: 'history' })
  expect(missing).not.toEqual([])
  expect(path).not.toBeNull()

  const { asks, known, invites } = client.offer('membership')
  expect(asks.map(({ field }) => field)).toEqual(['size'])
  expect(known.map(({ field, text }) => [field, text])).toEqual([['email', 'ann@b.ie']])
  expect(invites).toMatchObject([{ purpose: 'news', granted: false }])
  expect(client.explainNext().winner?.offer).toBe('checkout')

  const before = sent.length
  const joined = await client.offer('membership').accept({ size: 41 })
  if (joined.ok) await joined.settled
  // The address was there already, and did not travel again.
  expect(sent.slice(before).join()).toContain('41')
  expect(sent.slice(before).join()).not.toContain('ann@b.ie')
  expect(client.points('bonus').available).toBe(100)
  expect(client.can('history')).toBe(true)
  expect(client.read('email', 'club')).toBe('ann@b.ie')
  expect(client.read('email', 'news')).toBeUndefined()

  // The member leaves. The order goes on, and the books are kept as the law has it.
  await client.leave('membership')
  await client.sync()
  expect(client.can('history')).toBe(false)
  expect(client.read('email', 'order')).toBe('ann@b.ie')
  expect(client.read('size', 'club')).toBeUndefined()
  expect(client.known().map(({ field }) => field)).not.toContain('size')
  expect(client.points('bonus').available).toBe(100)
})

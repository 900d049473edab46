import { defineProgram, identifier, personal } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, openSite } from './site.js'

// A raffle that one enters by e-mail or by postal address, with a box for a newsletter that nothing hangs on.

const fair = defineProgram({
  id: 'fair',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    street: personal(z.string(), { label: 'Street', input: { autocomplete: 'street-address' } }),
    town: personal(z.string(), { label: 'Town' }),
  },
  purposes: {
    draw: { label: 'Run the raffle', basis: 'contract', retainFor: 'P90D' },
    news: { label: 'Send news', basis: 'consent', validFor: 'P2Y', channel: 'email' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  offers: {
    raffle: {
      principle: 'exchange',
      for: 'draw',
      asks: {},
      asksOneOf: [
        { email: 'To tell you if you have won' },
        { street: 'To tell you by post if you have won', town: 'To tell you by post if you have won' },
      ],
      invites: { news: ['email'] },
      gives: { benefit: 'chance', says: 'One of five weekends', by: '2027-06-30', prizes: 2000, entries: 400 },
    },
  },
})

it('takes either address, and the same chance comes with an empty box', async () => {
  const { visit, sent, server } = openSite(fair)
  const client = await visit('web')
  const raffle = client.next()
  expect(raffle?.id).toBe('raffle')
  expect(raffle?.asksOneOf.map((group) => group.map(({ field }) => field))).toEqual([['email'], ['street', 'town']])
  expect(raffle?.invites).toMatchObject([{ purpose: 'news', fields: ['email'], granted: false }])
  // EUR 2000 among 400 entries.
  expect(client.explainNext().winner?.factors.worth).toBe(5)

  // Half an address is none.
  const half = await client.offer('raffle').accept({ street: 'High Street 1' })
  expect(half).toMatchObject({ ok: false, error: { code: 'missing' } })

  const entered = await client.offer('raffle').accept({ street: 'High Street 1', town: 'Cork' })
  expect(entered).toMatchObject({ ok: true, benefit: { gives: [{ benefit: 'chance', by: '2027-06-30' }] } })
  if (entered.ok) await entered.settled
  expect(sent.join()).toContain('High Street 1')
  expect(sent.join()).not.toContain('email":"')

  // The box that stayed empty is a no to the news, and to nothing else.
  expect(client.consents.list()).toMatchObject([
    { purpose: 'draw', field: 'street', status: 'granted' },
    { purpose: 'draw', field: 'town', status: 'granted' },
    { purpose: 'news', field: 'email', status: 'refused' },
  ])
  expect(client.next()).toBeNull()

  // Who ticks it gets the news beside the same chance, and can end it while the chance stays.
  const bea = server.subject({ login: 'bea' })
  const by = { actor: 'stand', medium: 'paper', evidence: 'box 1/7' }
  const ticked = await bea.accept('raffle', { email: 'bea@c.ie' }, { by, consents: { news: ['email'] } })
  expect(ticked).toMatchObject({ ok: true, outcome: { benefit: { gives: [{ benefit: 'chance' }] } } })
  expect(await bea.read('email', 'news')).toBe('bea@c.ie')
  await bea.withdraw('news', ['email'], { by })
  expect(await bea.read('email', 'news')).toBeUndefined()
  expect(await bea.read('email', 'draw')).toBe('bea@c.ie')
})

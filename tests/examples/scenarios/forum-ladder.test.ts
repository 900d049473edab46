import { defineProgram, identifier, personal, preference } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, day, openSite } from './site.js'

// A forum: anybody reads; a digest comes for interests and an address; who posts stands by it with their name; who was
// of help to others is called an expert.

const forum = defineProgram({
  id: 'forum',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    topics: preference(z.array(z.string()), { label: 'What interests you' }),
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    fullName: personal(z.string(), { label: 'Full name', input: { autocomplete: 'name' } }),
  },
  purposes: {
    digest: { label: 'Send you the digest', basis: 'contract' },
    posting: { label: 'Let you post', basis: 'contract' },
  },
  touchpoints: { web: { label: 'Forum', channel: 'web' } },
  currencies: { respect: { kind: 'reputation', label: 'Respect' } },
  offers: {
    digest: {
      principle: 'exchange',
      for: 'digest',
      asks: { email: 'Where we send it', topics: 'To pick what is in it' },
      gives: { benefit: 'service', says: 'The best of the week, on Fridays', worth: 3 },
    },
    posting: {
      principle: 'exchange',
      for: 'posting',
      asks: { email: 'To tell you of answers', fullName: 'Who posts stands by it' },
      gives: { benefit: 'access', says: 'Ask, and answer', worth: 5 },
    },
  },
  gates: {
    read: { label: 'Read', needs: {} },
    post: { label: 'Post', needs: { fullName: 'posting' } },
    expert: { label: 'Be called an expert', needs: { fullName: 'posting' }, atLeast: { respect: 20 } },
  },
})

it('lets anybody read, and each further step asks for what it needs and no more', async () => {
  const { visit, server, later, sent } = openSite(forum, { authenticate: () => ({ id: 'ann' }) })
  const client = await visit('web')
  const gates = () => (['read', 'post', 'expert'] as const).filter((gate) => client.can(gate))
  const asked = (offer: 'digest' | 'posting') => client.offer(offer).asks.map(({ field }) => field)
  const ann = server.subject({ login: 'ann' })

  // A reader is asked for nothing and known to nobody.
  expect(gates()).toEqual(['read'])
  expect(sent.join()).not.toContain('accept')
  const { allowed, missing, path } = client.explain({ gate: 'post' })
  expect(allowed).toBe(false)
  expect(missing).toMatchObject([{ field: 'fullName', purpose: 'posting' }])
  expect(JSON.stringify(path)).toContain('posting')

  expect(asked('digest')).toEqual(['email', 'topics'])
  const digest = await client.offer('digest').accept({ email: 'ann@b.ie', topics: ['soil', 'seeds'] })
  if (digest.ok) await digest.settled
  expect(gates()).toEqual(['read'])

  // The address is known by now. The name is what posting asks beside.
  expect(client.next()?.id).toBe('posting')
  expect(asked('posting')).toEqual(['fullName'])
  expect(client.next()?.known.map(({ field }) => field)).toEqual(['email'])
  const posting = await client.offer('posting').accept({ fullName: 'Ann Byrne' })
  if (posting.ok) await posting.settled
  expect(gates()).toEqual(['read', 'post'])
  expect(client.next()).toBeNull()

  // Nobody can be called an expert for telling more of themselves: what is missing is respect.
  expect(client.explain({ gate: 'expert' })).toMatchObject({
    ...{ allowed: false, path: null },
    missing: [{ currency: 'respect' }],
  })
  for (const [n, giver] of ['bea', 'cem'].entries()) {
    await server.subject({ login: giver }).accept('posting', { email: `${giver}@c.ie`, fullName: giver }, { by: paper })
    const thanks = { points: { respect: 10 }, giver: { login: giver }, reason: `post:${n}`, key: `thanks:${n}` }
    await ann.award(thanks)
    later(day)
  }
  await client.sync()
  expect(client.points('respect').available).toBe(20)
  expect(gates()).toEqual(['read', 'post', 'expert'])

  // Who takes their name back posts no more. The digest comes all the same.
  await client.leave('posting')
  expect(gates()).toEqual(['read'])
  expect(client.read('email', 'digest')).toBe('ann@b.ie')
})

const paper = { actor: 'staff:1', medium: 'desk', evidence: 'sheet 1' }

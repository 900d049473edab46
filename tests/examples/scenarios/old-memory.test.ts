import { defineProgram, identifier, personal, preference } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, day, openSite } from './site.js'

// "On this day, three years ago": an old memory that is replayed as if it were new. A dog that has died is no occasion,
// and neither is a date that an old file brings back.

const pets = defineProgram({
  id: 'pets',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    dogBirthday: personal(z.iso.date(), { label: 'Birthday of your dog', freshFor: 'P1Y' }),
    treat: preference(z.string(), { label: 'What it likes' }),
  },
  purposes: { club: { label: 'Keep your club membership', basis: 'contract' } },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  moments: {
    dogDay: {
      ...{ label: 'Birthday of your dog', kind: 'birthday', field: 'dogBirthday', for: 'club' },
      ...{ yearly: true, opens: 'P7D' },
    },
  },
  offers: {
    club: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'To write to you', dogBirthday: 'For a treat on the day' },
      gives: { benefit: 'service', says: 'Advice whenever you need it', worth: 12 },
    },
    cake: {
      principle: 'exchange',
      for: 'club',
      moment: 'dogDay',
      asks: { treat: 'To bake what it likes' },
      gives: { benefit: 'service', says: 'A cake for your dog', worth: 6 },
    },
  },
})

const member = { email: 'ann@b.ie', dogBirthday: '2019-04-03' }

it('celebrates what was said lately, and does not go by what nobody has said for a year', async () => {
  const { visit, later } = openSite(pets)
  const client = await visit('web')
  const joined = await client.offer('club').accept(member)
  if (joined.ok) await joined.settled
  // Two days to go: it was said just now.
  expect(client.next()?.id).toBe('cake')
  await client.offer('cake').dismiss()
  expect(client.next()).toBeNull()

  // A year later the dog may be dead. Nobody is reminded of it by a cake.
  later(366 * day)
  await client.sync()
  expect(client.explain({ offer: 'cake' }).reasons).toEqual([{ code: 'no_moment', moment: 'dogDay' }])
  expect(client.next()?.id).not.toBe('cake')

  // The club asks whether it still holds, as a stale answer, and only who says so is wished a happy day.
  const renewal = client.offer('club').asks.map(({ field }) => field)
  expect(renewal).toEqual(['dogBirthday'])
  await client.offer('club').accept({ dogBirthday: '2019-04-03' })
  await client.sync()
  expect(client.next()?.id).toBe('cake')
})

it('takes a date out of an old file for no occasion', async () => {
  const { server, visit } = openSite(pets, { authenticate: () => ({ id: 'bea' }) })
  const by = { actor: 'staff:1', medium: 'import', evidence: 'file:3', givenAt: Date.UTC(2027, 2, 20) }
  await server.subject({ login: 'bea' }).enrol('club', { answers: member, by })
  const client = await visit('web')
  await client.sync()
  // It is known, and it may be used for the club. It was not told for this, and is not replayed as if it were news.
  expect(client.read('dogBirthday', 'club')).toBe('2019-04-03')
  expect(client.next()).toBeNull()
  expect(client.explainNext().rejected).toContainEqual({
    offer: 'cake',
    reasons: [{ code: 'no_moment', moment: 'dogDay' }],
  })
})

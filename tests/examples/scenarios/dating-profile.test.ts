import { defineProgram, identifier, personal, preference } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, openSite } from './site.js'

// A dating profile asks a lot. It does so in steps, each of which brings something at once; whom somebody loves is asked
// last, and takes a yes of its own.

const dating = defineProgram({
  id: 'dating',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    likes: preference(z.string(), { label: 'What you like to do' }),
    region: preference(z.string(), { label: 'Region', rated: 'HomeState' }),
    nickname: identifier(z.string(), { label: 'Nickname' }),
    birthday: personal(z.iso.date(), { label: 'Birthday', input: { autocomplete: 'bday' } }),
    seeks: personal(z.enum(['women', 'men', 'anyone']), { label: 'Whom you look for', special: true }),
    faith: personal(z.string(), { label: 'Faith', special: true }),
  },
  purposes: {
    profile: { label: 'Show your profile', basis: 'contract' },
    matching: { label: 'Find who suits you', basis: 'explicit-consent' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  offers: {
    profile: {
      principle: 'exchange',
      for: 'profile',
      steps: { atOnce: 2, gives: { benefit: 'selection', says: 'Three more profiles to look at', worth: 1 } },
      asks: {
        seeks: { because: 'To show you to whom you look for', for: 'matching' },
        faith: { because: 'Where it matters to you', for: 'matching', optional: true },
        birthday: 'To show your age',
        nickname: 'To call you something',
        region: 'To find people near you',
        likes: 'To have something to talk about',
      },
      gives: { benefit: 'access', says: 'Write to everybody, for a month', worth: 30 },
    },
  },
  gates: { write: { label: 'Write to somebody', for: 'matching', needs: { seeks: 'matching' } } },
})

it('asks in steps, the lightest first, and special fields last and with a yes of their own', async () => {
  const { visit, sent } = openSite(dating)
  const client = await visit('web')
  const labels = () => client.offer('profile').asks.map(({ label }) => label)

  // First visit.
  expect(client.next()?.step).toMatchObject({ number: 1, of: 3, gives: [{ says: 'Three more profiles to look at' }] })
  expect(labels()).toEqual(['What you like to do', 'Region'])
  expect(client.next()?.later.map(({ field }) => field)).toEqual(['birthday', 'nickname', 'seeks', 'faith'])
  const one = await client.offer('profile').accept({ likes: 'Hiking', region: 'Kerry' })
  expect(one).toMatchObject({ ok: true, begun: true, benefit: { gives: [{ benefit: 'selection' }] } })

  // Second visit: what is known is not asked again, and nothing is accepted yet.
  expect(client.next()?.step).toMatchObject({ number: 2, of: 3 })
  expect(labels()).toEqual(['Birthday', 'Nickname'])
  await client.offer('profile').accept({ birthday: '1990-04-30', nickname: 'Fern' })
  await client.sync()
  expect(client.can('write')).toBe(false)
  expect(client.offer('profile').accepted).toBe(false)

  // Third: without the yes to matching itself it is not taken, and nothing of it is stored or sent.
  expect(client.next()?.step).toMatchObject({ number: 3, of: 3, gives: [{ benefit: 'access' }] })
  expect(labels()).toEqual(['Whom you look for', 'Faith'])
  const silent = await client.offer('profile').accept({ seeks: 'women' })
  expect(silent).toMatchObject({ ok: false, error: { code: 'explicit_consent_missing', fields: { seeks: '' } } })
  expect(sent.join()).not.toContain('women')

  const agreed = await client.offer('profile').accept({ seeks: 'women' }, { consents: { matching: ['seeks'] } })
  expect(agreed).toMatchObject({ ok: true, benefit: { gives: [{ benefit: 'access' }] } })
  await client.sync()
  expect(client.can('write')).toBe(true)
  // What was left out is a no, and asks nothing again at once.
  expect(client.offer('profile')).toMatchObject({ accepted: true, step: null, resting: [{ field: 'faith' }] })

  // A change of mind shuts what needed it. The rest of the profile stays.
  await client.consents.withdraw('matching')
  expect(client.can('write')).toBe(false)
  expect(client.read('nickname', 'profile')).toBe('Fern')
})

it('is left half answered as easily as it was begun', async () => {
  const { visit } = openSite(dating)
  const client = await visit('web')
  await client.offer('profile').accept({ likes: 'Hiking', region: 'Kerry' })
  await client.leave('profile')
  await client.sync()
  expect(client.known()).toEqual([])
  expect(client.next()).toBeNull()
  expect(client.explain({ offer: 'profile' }).reasons).toMatchObject([{ code: 'at_rest', because: 'left' }])
})

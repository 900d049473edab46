import { defineProgram, identifier, personal } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, openSite } from './site.js'

// A wedding is nobody's business. Rings are proposed to who has said yes to that very thing, and to nobody else, even
// where the date is known from elsewhere.

const jeweller = defineProgram({
  id: 'jeweller',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    weddingOn: personal(z.iso.date(), { label: 'Day of the wedding' }),
    ringSize: personal(z.int(), { label: 'Ring size' }),
  },
  purposes: {
    engraving: { label: 'Engrave your ring', basis: 'contract' },
    wedding: {
      label: 'Tell you of rings before your wedding',
      basis: 'explicit-consent',
    },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  moments: {
    wedding: { label: 'Your wedding', kind: 'wedding', field: 'weddingOn', for: 'wedding', opens: 'P3M' },
  },
  offers: {
    engraving: {
      principle: 'exchange',
      for: 'engraving',
      asks: {
        email: 'To send you the proof',
        weddingOn: 'To engrave it',
      },
      invites: { wedding: ['weddingOn'] },
      gives: { benefit: 'service', says: 'Your date, engraved', worth: 25 },
    },
    rings: {
      principle: 'exchange',
      for: 'engraving',
      moment: 'wedding',
      asks: { ringSize: 'To show rings that fit' },
      gives: { benefit: 'selection', says: 'Rings that are ready in time', worth: 10 },
    },
  },
})

/** Ten weeks before it. */
const answers = { email: 'ann@b.ie', weddingOn: '2027-06-12' }

it('keeps silent about a wedding whose date it knows, until somebody agrees to hear of it', async () => {
  const { visit } = openSite(jeweller)
  const client = await visit('web')
  const engraved = await client.offer('engraving').accept(answers)
  if (engraved.ok) await engraved.settled

  // The date is there, for the engraving and for nothing else.
  expect(client.read('weddingOn', 'engraving')).toBe('2027-06-12')
  expect(client.read('weddingOn', 'wedding')).toBeUndefined()
  expect(client.next()).toBeNull()
  expect(client.explain({ offer: 'rings' }).reasons).toEqual([
    { code: 'taboo_unconfirmed', moment: 'wedding', purpose: 'wedding' },
  ])

  // A yes to it, ticked by themselves.
  await client.offer('engraving').accept({}, { consents: { wedding: ['weddingOn'] }, by: 'tick' })
  await client.sync()
  expect(client.next()?.id).toBe('rings')

  // A change of mind, and silence again, at once.
  await client.consents.withdraw('wedding')
  expect(client.next()).toBeNull()
})

it('keeps silent, too, where the date came from elsewhere with a consent', async () => {
  const { server, visit } = openSite(jeweller, { authenticate: () => ({ id: 'bea' }) })
  const bea = server.subject({ login: 'bea' })
  const by = { actor: 'staff:1', medium: 'import', evidence: 'crm:88', givenAt: Date.UTC(2026, 1, 1) }
  // An old customer file has the date, and says that she agreed to be told.
  await bea.enrol('engraving', { answers, by })
  const shown = { act: 'tick', notice: { text: 'We may tell you of rings.' } } as const
  await bea.attest('wedding', ['weddingOn'], { status: 'granted', ...shown, confirmed: true, by })

  const client = await visit('web')
  await client.sync()
  expect(client.known().map(({ field }) => field)).toContain('weddingOn')
  // She never told this shop herself: what was imported is no moment of hers.
  expect(client.next()).toBeNull()
  expect(client.explain({ offer: 'rings' }).reasons).toEqual([{ code: 'no_moment', moment: 'wedding' }])
})

import { defineProgram, identifier, personal, preference } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, openSite } from './site.js'

// Electricity tariffs compared by postcode and use. Who decides for one gives what its contract needs, and not before.

const tariffs = defineProgram({
  id: 'tariffs',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    postcode: preference(z.string(), { label: 'Postcode', input: { autocomplete: 'postal-code' } }),
    kilowattHours: preference(z.int(), { label: 'Use in a year, kWh' }),
    customer: preference(z.enum(['private', 'business']), { label: 'For whom' }),
    name: personal(z.string(), { label: 'Name', input: { autocomplete: 'name' } }),
    company: personal(z.string(), { label: 'Company' }),
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
  },
  purposes: {
    compare: { label: 'Compare', basis: 'legitimate-interest', on: 'device', interest: 'Prices that hold' },
    supply: { label: 'Deliver electricity', basis: 'contract' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  offers: {
    comparison: {
      principle: 'choose',
      for: 'compare',
      asks: { postcode: 'Prices differ by grid', kilowattHours: 'Prices differ by use' },
      gives: { benefit: 'selection', says: 'The five cheapest tariffs for you', worth: 40 },
    },
    contract: {
      principle: 'exchange',
      for: 'supply',
      asks: {
        customer: 'Terms differ for businesses',
        email: 'For your contract',
        postcode: 'Where we deliver',
        kilowattHours: 'For the first instalment',
        name: { because: 'Who the contract is with', when: { customer: 'private' } },
        company: { because: 'Who the contract is with', when: { customer: 'business' } },
      },
      gives: { benefit: 'service', says: 'The tariff, from next month', worth: 90 },
    },
  },
})

const asked = (client: Awaited<ReturnType<ReturnType<typeof openSite<Names>>['visit']>>) =>
  client.offer('contract').asks.map(({ field }) => field)
type Names = NonNullable<(typeof tariffs)['~names']>

it('compares without knowing who asks, and takes the contract data of a private customer only once they decide', async () => {
  const { visit, sent } = openSite(tariffs)
  const client = await visit('web')
  const answers = { postcode: 'D02', kilowattHours: 3200 }
  const compared = await client.offer('comparison').accept(answers)
  expect(compared).toMatchObject({ ok: true, benefit: { gives: [{ benefit: 'selection' }] } })
  expect(client.read('kilowattHours', 'compare')).toBe(3200)
  // Up to here nothing has left the page.
  expect(sent.join()).not.toContain('D02')

  // What was said for the comparison is not asked again, and who is asked depends on for whom it is.
  const contract = client.next()
  expect(contract?.id).toBe('contract')
  expect(contract?.known.map(({ field }) => field)).toEqual(['postcode', 'kilowattHours'])
  expect(asked(client)).toEqual(['customer', 'email'])
  await client.offer('contract').keep({ customer: 'business' })
  expect(asked(client)).toEqual(['customer', 'email', 'company'])
  await client.offer('contract').keep({ customer: 'private' })
  expect(asked(client)).toEqual(['customer', 'email', 'name'])

  // A fork that was not taken is no part of the contract.
  const wrong = await client.offer('contract').accept({ email: 'ann@b.ie', name: 'Ann', company: 'Ann Ltd' })
  expect(wrong).toMatchObject({ ok: false, error: { code: 'not_asked', fields: { company: '' } } })
  expect(sent.join()).not.toContain('ann@b.ie')

  const done = await client.offer('contract').accept({ email: 'ann@b.ie', name: 'Ann' })
  expect(done.ok && (await done.settled)).toMatchObject({ ok: true, outcome: { benefit: { state: 'given' } } })
  // Now the comparison's answers have travelled too: the contract needs them.
  expect(sent.join()).toContain('D02')
  expect(client.next()).toBeNull()
  expect(client.explain({ offer: 'contract' }).reasons).toEqual([{ code: 'accepted' }])
})

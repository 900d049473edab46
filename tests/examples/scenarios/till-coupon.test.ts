import { defineProgram, observed } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, openSite } from './site.js'

// A stranger at the till gets a coupon that goes with what lies in their basket. They tell nothing.

const market = defineProgram({
  id: 'market',
  version: 1,
  money: 'EUR',
  controller,
  fields: { basket: observed(z.array(z.string()), { label: 'Basket' }) },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
  },
  touchpoints: {
    till: { label: 'Till', channel: 'store', device: 'site' },
    web: { label: 'Web shop', channel: 'web' },
  },
  offers: {
    coupon: {
      principle: 'receive',
      for: 'fit',
      at: ['till'],
      uses: { basket: 'To find what goes with it' },
      gives: { benefit: 'coupon', says: 'EUR 2 off fresh basil', worth: 2 },
    },
  },
})

it('gives a stranger a coupon for what is in the basket, and keeps nothing', async () => {
  const { visit, sent } = openSite(market)
  const till = await visit('till')

  // Before anything was scanned there is nothing to go by.
  expect(till.next()).toBeNull()
  expect(till.explain({ offer: 'coupon' }).reasons).toEqual([{ code: 'nothing_to_use', fields: ['basket'] }])

  await till.observe('basket', ['tomatoes', 'mozzarella'])
  const coupon = till.next()
  expect(coupon?.id).toBe('coupon')
  expect(coupon?.asks).toEqual([])
  expect(till.explainNext().winner?.factors).toMatchObject({ worth: 2 })

  const given = await coupon?.accept()
  expect(given).toMatchObject({ ok: true, benefit: { state: 'given', gives: [{ says: 'EUR 2 off fresh basil' }] } })

  // On their own phone it would not be made at all, and nothing that was seen has left the till.
  const phone = await visit('web')
  expect(phone.explain({ offer: 'coupon' }).reasons).toContainEqual({ code: 'not_here', at: ['till'] })
  expect(sent.join()).not.toContain('tomatoes')

  // The till belongs to the site: the next customer finds nothing of this one.
  till.close()
  const next = await visit('till')
  expect(next.known()).toEqual([])
  expect(next.next()).toBeNull()
})

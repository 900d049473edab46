import { defineProgram, observed } from 'evenhanded'
import * as z from 'zod/mini'

/** A shop whose till gives a coupon for what goes with the basket, and asks nothing. */
export const till = defineProgram({
  id: 'alpine-shop',
  version: 1,
  money: 'CHF',
  language: 'en-GB',
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: { basket: observed(z.array(z.string()), { label: 'Basket' }) },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    learn: { label: 'Learn what goes together', basis: 'legitimate-interest', interest: 'Useful suggestions' },
  },
  touchpoints: { till: { label: 'Till', channel: 'store', device: 'site' } },
  models: {
    goesWith: { label: 'What goes together', reads: 'basket', learns: 'learn', without: ['test-strips'] },
  },
  offers: {
    tillCoupon: {
      ...{ principle: 'receive', for: 'fit', at: ['till'], repeats: 'always' },
      uses: { basket: 'To find what goes with it' },
      fits: {
        model: 'goesWith',
        coupons: {
          wax: { item: 'wax', says: 'CHF 5 off the wax', worth: 5 },
          waxToo: { item: 'wax', says: 'CHF 2 off the wax', worth: 2 },
          sticks: { item: ['poles', 'tips'], says: 'CHF 9 off poles or tips', worth: 9 },
          socks: { item: 'socks', says: 'CHF 1.50 off socks', worth: 1.5 },
        },
      },
      gives: { benefit: 'coupon', says: 'A coupon for something that goes with your basket', worth: 1.5 },
    },
  },
})

import { defineProgram, identifier } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, openSite } from './site.js'

// In the car park a ticket without a queue is of use; on the road home it is not. Where somebody is, is looked at and
// forgotten: no store and no request ever has it.

const garage = defineProgram({
  id: 'garage',
  version: 1,
  money: 'EUR',
  controller,
  fields: { plate: identifier(z.string(), { label: 'Number plate' }) },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    parking: { label: 'Let you park', basis: 'contract', retainFor: 'P30D' },
  },
  touchpoints: { phone: { label: 'Our app', channel: 'app' } },
  places: {
    carPark: { label: 'The car park', around: { latitude: 53.34415, longitude: -6.26752, metres: 120 } },
  },
  offers: {
    map: {
      principle: 'receive',
      for: 'fit',
      uses: {},
      gives: { benefit: 'service', says: 'Where we are' },
    },
    ticket: {
      principle: 'exchange',
      for: 'parking',
      near: ['carPark'],
      asks: { plate: 'So that the gate opens for you' },
      gives: { benefit: 'service', says: 'The first hour, and no queue', worth: 4 },
    },
  },
})

it('proposes the ticket inside the circle, and neither keeps nor sends where somebody is', async () => {
  const { visit, sent, server } = openSite(garage, { authenticate: () => ({ id: 'ann' }) })
  const app = await visit('phone')
  const onTheRoad = { position: { latitude: 53.35019, longitude: -6.26031 } }
  const onDeckTwo = { position: { latitude: 53.34461, longitude: -6.26689 } }

  expect(app.next(onTheRoad)?.id).toBe('map')
  expect(app.explain({ offer: 'ticket', situation: onTheRoad }).reasons).toEqual([
    { code: 'not_near', places: ['carPark'] },
  ])
  // A page that says nothing of it is nowhere.
  expect(app.next()?.id).toBe('map')

  const ticket = app.next(onDeckTwo)
  expect(ticket?.id).toBe('ticket')
  expect(ticket?.asks.map(({ field }) => field)).toEqual(['plate'])
  expect(app.explainNext(onDeckTwo).winner?.factors.fit).toContainEqual({ code: 'near', times: 2 })

  const parked = await ticket?.accept({ plate: '271-D-88' })
  expect(parked).toMatchObject({ ok: true, benefit: { gives: [{ says: 'The first hour, and no queue' }] } })
  if (parked?.ok) await parked.settled

  // Neither what was sent, nor what this device keeps, nor the server's whole record of them has a coordinate.
  const everything = [
    ...sent,
    JSON.stringify(app.export()),
    JSON.stringify(await server.subject({ login: 'ann' }).record()),
  ]
  expect(everything.join()).toContain('271-D-88')
  for (const trace of ['53.34', '53.35', '6.26', 'latitude', 'position']) expect(everything.join()).not.toContain(trace)
})

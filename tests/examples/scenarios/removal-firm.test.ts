import { defineProgram, identifier, personal } from 'evenhanded'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controller, day, openSite } from './site.js'

// A removal firm helps who is about to move, and who has just moved. Half a year late it would only be odd.

const removals = defineProgram({
  id: 'removals',
  version: 1,
  money: 'EUR',
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    movesOn: personal(z.iso.date(), { label: 'When you move' }),
    rooms: personal(z.int(), { label: 'Rooms' }),
  },
  purposes: {
    planner: { label: 'Keep your moving plan', basis: 'contract' },
    move: { label: 'Move your things', basis: 'contract' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  moments: {
    move: { label: 'Your move', kind: 'move', field: 'movesOn', for: 'planner', opens: 'P2M', closes: 'P1M' },
  },
  offers: {
    planner: {
      principle: 'exchange',
      for: 'planner',
      asks: { email: 'To remind you', movesOn: 'To count the days' },
      gives: { benefit: 'service', says: 'A plan for your move, day by day', worth: 8 },
    },
    removal: {
      principle: 'exchange',
      for: 'move',
      moment: 'move',
      asks: { rooms: 'To send the right van' },
      gives: { benefit: 'service', says: 'EUR 100 off your removal', worth: 100 },
    },
  },
})

it('proposes a removal around the move, and not a day longer than a month after it', async () => {
  const { visit, later } = openSite(removals)
  const client = await visit('web')
  const why = () => client.explain({ offer: 'removal' }).reasons

  // Nobody guesses when somebody moves.
  expect(why()).toEqual([{ code: 'no_moment', moment: 'move' }])
  const planned = await client.offer('planner').accept({ email: 'ann@b.ie', movesOn: '2027-07-01' })
  if (planned.ok) await planned.settled

  // The first of April: three months to go.
  expect(client.next()).toBeNull()
  expect(why()).toEqual([{ code: 'not_the_moment', moment: 'move', opens: '2027-05-01' }])

  later(35 * day)
  await client.sync()
  expect(client.next()?.id).toBe('removal')
  expect(client.next()?.asks.map(({ field }) => field)).toEqual(['rooms'])
  expect(client.explainNext().winner?.factors.fit).toContainEqual({ code: 'moment', times: 1.5 })

  // Four weeks after the move it may still be of use.
  later(85 * day)
  await client.sync()
  expect(client.next()?.id).toBe('removal')

  // Half a year late nobody is asked, whatever it would give: there is no day on which it opens again.
  later(150 * day)
  await client.sync()
  expect(client.next()).toBeNull()
  expect(client.explainNext().rejected).toContainEqual({
    offer: 'removal',
    reasons: [{ code: 'not_the_moment', moment: 'move' }],
  })

  // They move again, and say so.
  await client.rectify('movesOn', '2028-01-15')
  await client.sync()
  expect(client.next()?.id).toBe('removal')
})

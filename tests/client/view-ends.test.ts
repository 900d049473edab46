import { expect, it } from 'vitest'
import * as z from 'zod'
import { createClient, memory } from '../../src/client.js'
import { checked } from '../../src/core/program/define-program.js'
import { identifier, personal } from '../../src/core/program/field.js'
import { day, definition, origin } from '../core/consent/club.js'

const gives = { benefit: 'service', says: 'Something', worth: 9 }
const program = checked({
  id: 'walks',
  version: 1,
  money: 'CHF',
  controller: definition.controller,
  fields: {
    walks: personal(z.string(), { label: 'Whether you walk' }),
    email: identifier(z.email(), { label: 'E-mail' }),
  },
  purposes: {
    sort: { label: 'Sort what we show', basis: 'consent', validFor: 'P30D' },
    club: { label: 'Keep your account', basis: 'contract' },
  },
  touchpoints: definition.touchpoints,
  segments: { walkers: { label: 'Walkers', for: 'sort', where: { walks: 'yes' } } },
  offers: {
    join: { principle: 'exchange', for: 'club', suits: ['walkers'], asks: { email: 'To reach you' }, gives },
    tell: { principle: 'exchange', for: 'sort', asks: { walks: 'To show what suits you' }, gives },
  },
} as never)

it('sorts nobody by an answer whose consent has ended, on a page that stays open', async () => {
  const time = { now: origin }
  const client = createClient({ program, touchpoint: 'web', storage: memory(), clock: () => time.now } as never)
  await client.ready
  const suits = () => {
    const { winner, ranked } = client.explainNext()
    return [winner, ...ranked].find((one) => one?.offer === 'join')?.factors.fit
  }
  await client.offer('tell').accept({ walks: 'yes' } as never)
  expect(suits()).toEqual([{ code: 'suits', times: 1.25 }])
  time.now += 30 * day - 1
  expect(suits()).toEqual([{ code: 'suits', times: 1.25 }])
  time.now += 1
  expect(suits()).toEqual([{ code: 'suits_others', times: 0.5 }])
  client.close()
})

import { expect, it } from 'vitest'
import { createServer, memory } from '../../src/server.js'
import { club } from './support/club.js'

const program = {
  ...club,
  campaigns: {
    visitors: { label: 'Visit more', rules: ['visits'], times: 2, from: '2000-01-01', until: '2999-12-31' },
  },
} as typeof club

it('a campaign adds to what deeds earn as far as its budget goes, and then no more', async () => {
  const server = createServer({
    program,
    policy: { budgets: { campaigns: { visitors: 3 } } },
    store: memory(),
    secrets: ['a secret of thirty-two characters'],
  })
  const one = server.subject({ login: 'one' })
  const amounts: (readonly number[] | undefined)[] = []
  for (const key of ['a', 'b', 'c']) {
    const said = await one.did('visit', { reason: key, key })
    amounts.push(said.ok ? said.outcome.points?.filter(({ kind }) => kind === 'award').map(({ amount }) => amount) : [])
  }
  expect(amounts).toEqual([[2, 2], [2, 1], [2]])
})

it('a partner’s award is in the partner’s currency, the quick way as well', async () => {
  const store = memory()
  const server = createServer({ program: club, store, secrets: ['a secret of thirty-two characters'] })
  const one = server.subject({ login: 'one' })
  await one.award({ points: { bonus: 1 }, reason: 'r', key: 'first' })
  const said = await one.award({ points: { bonus: 5 }, partner: 'railway', reason: 'r', key: 'second' })
  expect(said).toMatchObject({ ok: false, error: { code: 'unknown_currency' } })
})

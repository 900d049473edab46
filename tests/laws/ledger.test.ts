import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callsOf, playBoth } from '../ledger/drive.js'
import { expectLaws, expectVerified } from '../ledger/laws.js'
import { createModel } from '../ledger/model.js'
import { crowded, type Play, plays } from '../ledger/operation.js'
import { createPure } from '../ledger/pure.js'

/** At least two thousand sequences in every test run; more by `LEDGER_RUNS`. */
const numRuns = Number(process.env.LEDGER_RUNS ?? 2_000)
const day = 86_400_000

async function compared(play: Play): Promise<void> {
  const pure = createPure(play.rules)
  await playBoth(play, [createModel(play.rules), pure], ({ said }) => {
    const kept = pure.members.kept[said.who]
    if (kept) expectLaws(kept, `member ${said.who}`)
  })
  for (const kept of pure.members.kept) expectVerified(kept, 'a member')
}

describe('the ledger', () => {
  it('says and does what a naive one does, call for call, and keeps its laws after each', async () => {
    await fc.assert(fc.asyncProperty(plays(), compared), { numRuns })
  }, 600_000)

  it('does so where points are held, taken back and short at once', async () => {
    const of = ['award', 'reverse', 'hold', 'capture', 'release', 'adjust', 'due'] as const
    await fc.assert(fc.asyncProperty(plays({ maxLength: 14, of }), compared), { numRuns })
  }, 600_000)

  it('does so where many lots share one', async () => {
    await fc.assert(fc.asyncProperty(crowded(30), compared), { numRuns: Math.ceil(numRuns / 200) })
  }, 600_000)

  it('shows the same at every instant, whether and whenever due work ran', async () => {
    const when = fc.array(fc.tuple(fc.nat(15), fc.integer({ min: 0, max: 2 * day })), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(plays({ maxLength: 25 }), when, async (play, dues) => {
        const calls = callsOf(play).filter(({ said }) => said.type !== 'due')
        const [idle, busy] = [createPure(play.rules), createPure(play.rules)]
        for (const [n, { said, now }] of calls.entries()) {
          for (const [at, [nth, before]] of dues.entries())
            if (nth === n && now - before >= (calls[n - 1]?.now ?? now))
              for (const who of [0, 1] as const) await busy.act({ who, key: `due:${at}`, type: 'due' }, now - before)
          expect(await busy.act(said, now), JSON.stringify(said)).toEqual(await idle.act(said, now))
          for (const currency of ['bonus', 'miles', 'coins'])
            for (const at of [now, now + 3 * day, now + 40 * day]) {
              const { balance: _, ...expected } = await idle.shown(said.who, currency, at)
              expect(await busy.shown(said.who, currency, at), currency).toMatchObject(expected)
            }
        }
      }),
      { numRuns: numRuns / 2 },
    )
  }, 600_000)
})

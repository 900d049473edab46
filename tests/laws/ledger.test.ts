import fc from 'fast-check'
import { describe, it } from 'vitest'
import { playBoth } from '../ledger/drive.js'
import { createModel } from '../ledger/model.js'
import { plays } from '../ledger/operation.js'
import { createPure } from '../ledger/pure.js'

/** At least two thousand sequences in every test run; more by `LEDGER_RUNS`. */
const runs = { numRuns: Number(process.env.LEDGER_RUNS ?? 2_000) }

describe('the ledger', () => {
  it('says and does what a naive one does, call for call', async () => {
    await fc.assert(
      fc.asyncProperty(plays(), async (play) => {
        await playBoth(play, [createModel(play.rules), createPure(play.rules)])
      }),
      runs,
    )
  })
})

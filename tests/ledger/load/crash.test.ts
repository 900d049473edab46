import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgres } from '../../../src/postgres.js'
import { secretsOf } from '../../../src/server/secrets/secrets.js'
import type { Server } from '../../../src/server.js'
import { faultsIn } from '../../server/support/audited.js'
import { leftOut } from '../../support/left-out.js'
import { type Running, startPostgres } from '../../support/postgres.js'
import type { Told } from './callers.js'
import { keptIn } from './kept-in.js'
import { market } from './market.js'
import { roughPool } from './rough-pool.js'
import { marketOn, pause, type Rush, rush, secret, tenant } from './rush.js'
import { differences, type Kept } from './said-and-booked.js'
import { seedOfRun } from './seeded.js'

/**
 * So many calls are answered before a crash, and after it. LOAD_SECONDS makes it last longer, with a crash each
 * fifteen seconds.
 */
const least = 500
const seconds = Number(process.env.LOAD_SECONDS ?? 8)
const crashes = Math.max(1, Math.floor(seconds / 15))
const members = 8

const started = await startPostgres()
if ('unavailable' in started) leftOut('a crash of PostgreSQL under load', started.unavailable)

const seed = seedOfRun()

describe.skipIf('unavailable' in started)(
  `16 connections over 8 accounts, broken at random, and a SIGKILL (seed ${seed})`,
  () => {
    const own = started as Running
    let pool: Pool
    let going: Rush
    const waitingAtCrash: number[] = []
    let kept: Kept

    beforeAll(
      async () => {
        pool = new Pool({ connectionString: own.url, max: 2 })
        pool.on('error', () => undefined)
        await postgres(pool).migrate()
        going = rush({ url: own.url, seed, members, servers: 4, connections: 16 })
        for (let n = 0; n < crashes; n++) {
          await part(going)
          waitingAtCrash.push(going.callers.waiting())
          await own.crash()
          await pause(300)
          await own.resume()
        }
        await part(going)
        const patience = Date.now() + 120_000
        while ((await lacking(going, pool)).length > 0 && Date.now() < patience) await pause(200)
        await going.stop()
        kept = await keptIn(pool)
      },
      seconds * 1_000 + 300_000,
    )

    afterAll(async () => {
      for (const one of going?.pools ?? []) await one.end()
      await pool?.end()
      await own.stop()
    })

    it('was as rough as it is said to be', async () => {
      const { rows } = await pool.query(
        `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
      )
      expect(rows).toEqual([{ fsync: 'on', commit: 'on' }])
      expect(waitingAtCrash.filter((waiting) => waiting > 0)).toHaveLength(crashes)
      expect(going.callers.told.size).toBeGreaterThanOrEqual((crashes + 1) * least)
      expect(await lacking(going, pool)).toEqual([])
    })

    it('leaves every account the fold of its lines, and every currency conserved', async () => {
      expect(await faultsIn(postgres(pool), tenant)).toEqual([])
    })

    it('has lost nothing that was acknowledged, booked nothing twice, oversold nothing, and let nobody below the floor', () => {
      expect(differences(going.callers.told, kept, secretsOf(tenant, [secret]))).toEqual([])
    })

    it('sold the last of what was asked for most, and never one more', () => {
      expect(kept.used['stock:lamp']).toBe(market.rewards.lamp?.stock)
      expect([...going.stocks].filter((left) => !(left >= 0 && left <= (market.rewards.voucher?.stock ?? 0)))).toEqual(
        [],
      )
    })

    it('answers every call again to the byte as it was first answered', async () => {
      expect(going.callers.differing).toEqual([])
      const again = roughPool(own.url, 8)
      const fresh = marketOn(again)
      const all = [...going.callers.told.values()]
      const isKnown: string[] = []
      const ask = async (): Promise<void> => {
        for (let one = all.pop(); one; one = all.pop()) isKnown.push(...(await unknown(fresh, one, going)))
      }
      await Promise.all(Array.from({ length: 8 }, ask))
      await again.end()
      expect(isKnown).toEqual([])
      expect(going.callers.differing).toEqual([])
      expect(await keptIn(pool)).toEqual(kept)
    })

    it('has told the feed’s reader every line once, across the crash as well', () => {
      const booked = kept.accounts.flatMap(({ subject, currency, transfers }) =>
        transfers.map(({ seq }) => `${subject} ${currency} ${seq}`),
      )
      expect([...going.read].sort()).toEqual(booked.sort())
    })

    it('met no deadlock, and no error that is not the crash or a broken connection', () => {
      const heard = new Set(going.pools.flatMap((one) => [...one.heard.keys()]))
      expect([...heard].filter((code) => !/^(broken|57P0.)$/.test(code))).toEqual([])
    })
  },
)

/** Asks once more: the key of what was not known, if so. */
async function unknown(fresh: Server, { who, call }: Told, { callers }: Rush): Promise<readonly string[]> {
  const [answer] = await callers.send(fresh, [{ who, call }])
  return answer?.known ? [] : [`${call.key} (${call.type}) is not known: ${JSON.stringify(answer)}`]
}

/** Members rush in, for a part of the time. */
async function part({ callers }: Rush): Promise<void> {
  const already = callers.told.size
  await pause((seconds * 1_000) / (crashes + 1))
  while (callers.told.size < already + least) await pause(50)
}

const asked = 'adjust award capture convert did earn freeze give hold redeem release reverse spend thaw use'.split(' ')
const refused = 'spend redeem capture release reverse convert give use'.split(' ')
const booked = 'expire release notice restore reverse credit endorse suppress'.split(' ')

/** What has to have happened, and has not yet: a busy machine takes longer to everything. */
async function lacking({ broken, callers }: Rush, pool: Pool): Promise<readonly string[]> {
  const ofType = (isOk: boolean) =>
    new Set(
      [...callers.told.values()].filter(({ answer }) => answer.ok === isOk).map(({ call }) => call.type as string),
    )
  const [done, denied] = [ofType(true), ofType(false)]
  const { rows } = await pool.query<{ kind: string }>(
    'select distinct kind from evenhanded.transfer where tenant = $1',
    [tenant],
  )
  const kinds = new Set(rows.map(({ kind }) => kind))
  return [
    ...(broken.byServer > 5 ? [] : ['connections broken by the server']),
    ...(broken.byClient > 5 ? [] : ['connections broken by the client']),
    ...(callers.failed() > 10 ? [] : ['failed calls']),
    ...asked.filter((type) => !done.has(type)).map((type) => `${type}, done`),
    ...refused.filter((type) => !denied.has(type)).map((type) => `${type}, refused`),
    ...booked.filter((kind) => !kinds.has(kind)).map((kind) => `${kind}, booked`),
  ]
}

import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { type Database, postgres } from 'evenhanded/postgres'
import { createServer } from 'evenhanded/server'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readModel } from '../../../src/basket.js'
import { rejections as newRejections } from '../../../src/cli/orders/rejections.js'
import { progressOn } from '../../../src/cli/progress.js'
import { learningFrom } from '../../../src/cli/train/learned-from.js'
import { whichModel } from '../../../src/cli/train/which-model.js'
import { createDatabase } from '../../support/database.js'
import { runWith } from '../desk.js'
import { history, line, openShop, shopSecret } from './walks.js'
import { walks } from './walks.program.js'

const postgresUrl = inject('postgresUrl')

/** A shop with a database; an embedded one belongs to one user at a time, and is let go before a command opens it. */
async function openClub() {
  const shop = openShop()
  const data = shop.path('data')
  const real = postgresUrl ? await createDatabase(postgresUrl) : undefined
  const where = ['--data', data, ...(real ? ['--db', real.url] : [])]
  await runWith({ EVENHANDED_SECRET: shopSecret }, 'migrate', ...where)
  const working = async <Value>(work: (db: Database) => Promise<Value>): Promise<Value> => {
    if (real) return work(real.pool)
    const own = await PGlite.create(`${data}/database`)
    return work(own).finally(() => own.close())
  }
  return {
    ...shop,
    where,
    on: <Value>(work: (server: ReturnType<typeof serverOn>) => Promise<Value>) => working((db) => work(serverOn(db))),
    async close() {
      await real?.drop()
      shop.close()
    },
  }
}

const serverOn = (db: Database) =>
  createServer({ program: walks, store: postgres(db), tenant: 'walks', secrets: [shopSecret] })

describe('evenhanded train from a database', () => {
  let club: Awaited<ReturnType<typeof openClub>>
  let program: string
  beforeAll(async () => {
    club = await openClub()
    program = club.program()
    await club.on(async (server) => {
      const by = { actor: 'staff:17', medium: 'paper' }
      // Twelve let their baskets teach, two do not: one of them has bought what nobody else has.
      for (let n = 0; n < 14; n++) {
        const member = server.subject({ login: `m${n}` })
        const consents = n < 12 ? { learn: ['basket' as const] } : {}
        await member.accept('join', { email: `m${n}@mail.example` }, { by, consents })
        const goods = n < 12 ? ['boots', 'wax'] : ['a secret', 'another']
        await member.observe('basket', [goods, ['map', 'compass']])
      }
    })
  }, 60_000)
  afterAll(() => club.close())

  const learned = async (...words: string[]) => {
    const out = club.path('learned.model')
    const said = await club.run(program, ...club.where, '--out', out, '--json', ...words)
    expect([said.status, said.err]).toEqual([0, ''])
    const model = readModel(readFileSync(out), { program: 'walks', name: 'goesWith' })
    return { said: JSON.parse(said.out), items: model.ok ? [...model.value.items].sort() : [] }
  }

  const uses = () =>
    club.on(async (server) => {
      const fields = (await server.subject({ login: 'm1' }).record())?.fields ?? []
      return fields.flatMap(({ field, uses }) => (field === 'basket' ? uses : [])).map(({ decision }) => decision)
    })

  it('reads nobody’s basket before it is learned from', async () => {
    const terminal = { env: { EVENHANDED_SECRET: shopSecret }, out: () => undefined, err: () => undefined }
    const [, data = '', , db] = club.where
    const heard = { progress: progressOn(terminal), rejections: newRejections() }
    const named = whichModel(walks, undefined)
    const from = { data, ...(db !== undefined && { db }) }
    expect(await learningFrom(terminal, walks, named, from, heard, async () => 'nothing')).toBe('nothing')
    expect(await uses()).not.toContain('train:goesWith')
  }, 60_000)

  it('learns from members whose ground is in force, and is counted with them as a use', async () => {
    const { said, items } = await learned()
    expect(items).toEqual(['boots', 'compass', 'map', 'wax'])
    expect(said).toMatchObject({ baskets: 24, learned_members: 12, ground: expect.stringMatching(/^in force in /) })
    expect(await uses()).toContain('train:goesWith')
  }, 60_000)

  it('leaves out of a file whom the database has no ground of, and says how many', async () => {
    const orders = club.orders('orders.tsv', history(16))
    const { said } = await learned('--from', orders, '--min-members', '2')
    expect(said).toMatchObject({
      baskets: 36,
      learned_members: 12,
      left_out: { members_without_ground: 4, baskets_without_ground: 12, anonymous_baskets: 12 },
    })
    const { out } = await club.run(program, ...club.where, '--from', orders, '--evaluate', '--min-members', '2')
    expect(out).toMatch(/\n {7}12 {2}baskets of 4 members without a ground: left out\n/)
    expect(out.replaceAll('\n', ' ')).toMatch(/has a ground in force in .*counted there as a use \(train:goesWith\)/)
  }, 60_000)

  it('leaves out the next time who has withdrawn', async () => {
    await club.on((server) => server.subject({ login: 'm3' }).withdraw('learn'))
    expect((await learned()).said).toMatchObject({ baskets: 22, learned_members: 11 })
  }, 60_000)

  it('is refused where nobody of a file may be learned from, and where time decides but nobody wrote it down', async () => {
    const strangers = club.orders('strangers.tsv', [line('1', 'stranger', 'boots'), line('2', 'm13', 'boots')])
    expect(await club.run(program, ...club.where, '--from', strangers)).toMatchObject({
      status: 2,
      err: expect.stringMatching(/no basket to learn from[\s\S]*a ground has to be in force/),
    })
    expect(await club.run(program, ...club.where, '--evaluate', '--by', 'time')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/Nothing says when/),
    })
  }, 60_000)
})

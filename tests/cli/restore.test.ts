import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgres } from 'evenhanded/postgres'
import { createServer, keyRing } from 'evenhanded/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keysOfEnvironment, keysOfFile } from '../../src/cli/keys.js'
import { registerFile } from '../../src/cli/register-file.js'
import { foundIn } from '../server/support/traces.js'
import { club } from './club.program.js'
import { type Desk, openDesk, runWith } from './desk.js'

let desk: Desk
let data: string
beforeAll(() => {
  desk = openDesk()
  data = join(desk.folder, 'data')
})
afterAll(() => desk.close())

const key = Buffer.alloc(32, 5)
const keys = keyRing([new Uint8Array(key)])

/** Everything in the database, as text. */
async function using<Value>(use: (db: PGlite) => Promise<Value>): Promise<Value> {
  const db = await PGlite.create(join(data, 'database'))
  try {
    return await use(db)
  } finally {
    await db.close()
  }
}

const dump = (): Promise<string> =>
  using(async (db) => {
    const { rows } = await db.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'evenhanded'`,
    )
    const all = await Promise.all(
      rows.map(({ name }) => db.query(`select t::text as line from evenhanded."${name}" t`)),
    )
    return JSON.stringify(all.map((one) => one.rows))
  })

describe('restore', () => {
  it('erases again who came back with a backup, and says how many', async () => {
    const program = desk.program('restored')
    const register = join(desk.folder, 'erasures.jsonl')
    writeFileSync(join(desk.folder, 'keys.txt'), `${key.toString('base64')}\n`)
    await desk.run('migrate', '--data', data)
    writeFileSync(join(data, 'keys'), `${key.toString('base64')}\n`)
    const serverOn = (db: PGlite) =>
      createServer({
        program: club,
        tenant: 'restored',
        store: postgres(db),
        secrets: [desk.secret],
        keys,
        erasures: registerFile(register),
      })
    const emails = ['ada.lovelace@example.com', 'bea.smith@example.com', 'cy.young@example.com']
    const by = { medium: 'paper' }
    await using(async (db) => {
      const server = serverOn(db)
      for (const email of emails)
        await server.subject({ login: email }).accept('join', { email }, { by, consents: { news: ['email'] } })
    })
    const backup = join(desk.folder, 'backup')
    cpSync(join(data, 'database'), backup, { recursive: true })
    await using(async (db) => {
      const server = serverOn(db)
      await server.subject({ login: emails[0] as string }).erase()
      await server.subject({ login: emails[1] as string }).erase()
    })
    expect(foundIn(readFileSync(register, 'utf8'), emails)).toEqual([])
    // The disk is lost, and the backup put in its place.
    rmSync(join(data, 'database'), { recursive: true })
    cpSync(backup, join(data, 'database'), { recursive: true })
    const words = ['restore', program, '--register', register, '--data', data]
    expect(await desk.run(...words, '--json')).toMatchObject({
      status: 0,
      out: JSON.stringify({ lines: 2, erased: 2, before: 0, unknown: 0, unread: [] }),
    })
    const again = await desk.run(...words)
    expect(again).toMatchObject({ status: 0, err: '' })
    expect(again.out).toContain('2 erasures of restored in the register: 0 done again, 2 were done, 0 are of nobody')
    expect(foundIn(await dump(), emails)).toEqual([])
    await using(async (db) => {
      const server = serverOn(db)
      const states = await Promise.all(emails.map((login) => server.subject({ login }).state()))
      expect(states.map((state) => state?.values.email)).toEqual([undefined, undefined, emails[2]])
      const ada = server.subject({ login: emails[0] as string })
      expect(await ada.enrol('join', { by: { medium: 'file' } })).toMatchObject({ ok: false })
    })
    appendFileSync(register, '{"tenant":"rest')
    const torn = await desk.run(...words)
    expect(torn).toMatchObject({ status: 1, err: expect.stringContaining('line 3 can’t be read') })
  })

  it('says what it needs', async () => {
    const program = desk.program('needs')
    expect(await desk.run('restore', program, '--data', data)).toMatchObject({ status: 2 })
    const missing = await desk.run('restore', program, '--register', join(desk.folder, 'none'), '--data', data)
    expect(missing).toMatchObject({ status: 2, err: expect.stringContaining('There is no file') })
  })
})

describe('keys', () => {
  it('come from a file or the environment', async () => {
    const file = join(desk.folder, 'two.txt')
    const other = Buffer.alloc(32, 6)
    writeFileSync(file, `${other.toString('base64')}\n${key.toString('base64')}\n`)
    const wrapped = await keys.wrap(new Uint8Array(32), 'a')
    expect(await (await keysOfFile(file)).unwrap(wrapped, 'a')).toEqual(new Uint8Array(32))
    const fromThere = keysOfEnvironment('KEYS', { KEYS: ` ${key.toString('base64')} ` })
    expect(await fromThere?.unwrap(wrapped, 'a')).toEqual(new Uint8Array(32))
    expect(keysOfEnvironment('KEYS', {})).toBeUndefined()
  })

  it('are refused where they are none', async () => {
    const env = { EVENHANDED_SECRET: desk.secret, EVENHANDED_KEYS: 'short' }
    const program = desk.program('badly-keyed')
    const said = await runWith(env, 'serve', program, '--data', data, '--port', '0')
    expect(said).toMatchObject({ status: 2, err: expect.stringContaining('openssl rand -base64 32') })
  })
})

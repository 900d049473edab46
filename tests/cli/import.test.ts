import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgres } from 'evenhanded/postgres'
import { createServer } from 'evenhanded/server'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../support/database.js'
import { club } from './club.program.js'
import { back, openDesk, runWith, sale } from './desk.js'

const postgresUrl = inject('postgresUrl')
const desk = openDesk()
const data = join(desk.folder, 'data')

beforeAll(async () => {
  const { status, out } = await desk.run('migrate', '--data', data)
  expect(out).toContain(join(data, 'database'))
  expect(status).toBe(0)
})
afterAll(() => desk.close())

const importing = async (program: string, orders: string, ...more: readonly string[]) => {
  const said = await desk.run('import', program, orders, '--data', data, '--json', ...more)
  return { ...said, json: said.out === '' ? undefined : (JSON.parse(said.out) as Record<string, number>) }
}

/** What the server knows of a member afterwards. */
const inspecting = async <Value>(
  tenant: string,
  look: (server: ReturnType<typeof createServer<NonNullable<(typeof club)['~names']>>>) => Promise<Value>,
): Promise<Value> => {
  const db = await PGlite.create(join(data, 'database'))
  try {
    return await look(createServer({ program: club, tenant, store: postgres(db), secrets: [desk.secret] }))
  } finally {
    await db.close()
  }
}

describe('import', () => {
  it('gives a point per whole pound of an invoice, and tells every count', async () => {
    const program = desk.program('pounds')
    const orders = desk.orders('pounds.tsv', [
      sale('1', 'ada', '0.60'),
      sale('2', 'ada', '0.99'),
      sale('1', 'ada', '0.40', 3),
      sale('3', '', '99'),
      sale('4', 'bo', '10.999999'),
      back('C1', 'bo', '3.50'),
      back('C2', '', '5'),
      back('C3', 'cy', '2'),
    ])
    const { status, json, err } = await importing(program, orders)
    expect(json).toEqual({
      invoices: 7,
      members: 3,
      sales: 3,
      returns: 2,
      anonymous_sales: 1,
      anonymous_returns: 1,
      issued: 11,
      reversed: 3,
      shortfall: 2,
      available: 8,
      already_known: 0,
      rejected_lines: 0,
      seconds: expect.any(Number),
    })
    expect(Object.keys(json ?? {})).toHaveLength(13)
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })

  it('changes nothing when it runs again, and says so', async () => {
    const program = desk.program('again')
    const orders = desk.orders('again.tsv.gz', [sale('1', 'ada', '7'), sale('2', 'ada', '0.10'), back('C1', 'ada', 9)])
    const first = await importing(program, orders)
    expect(first.json).toMatchObject({ issued: 7, reversed: 7, shortfall: 2, available: 0, already_known: 0 })
    const second = await importing(program, orders)
    const { seconds: _, ...counts } = first.json ?? {}
    expect(second.status).toBe(0)
    expect(second.json).toMatchObject({ ...counts, issued: 0, reversed: 0, shortfall: 0, already_known: 3 })
    const { out } = await desk.run('import', program, orders, '--data', data)
    expect(out).toContain('nothing changed')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('books what a later file adds, under whatever name', async () => {
    const program = desk.program('later')
    await importing(program, desk.orders('january.tsv', [sale('1', 'ada', 5)]))
    const both = [sale('0', 'bo', 2), sale('1', 'ada', 5), sale('2', 'ada', 6)]
    const { json, status } = await importing(program, desk.orders('february.tsv', both))
    expect(json).toMatchObject({ issued: 8, already_known: 1, available: 13, rejected_lines: 0 })
    expect(status).toBe(0)
  })

  it('takes points back in the order of the first lines: a return before its sale finds nothing', async () => {
    const orders = desk.orders('order.tsv', [back('C1', 'ada', 5), sale('1', 'ada', 5), back('C2', 'ada', 2)])
    const { json } = await importing(desk.program('order'), orders)
    expect(json).toMatchObject({ issued: 5, reversed: 2, shortfall: 5, available: 3 })
  })

  it('earns nothing by a sale below zero', async () => {
    const orders = desk.orders('discount.tsv', [sale('1', 'ada', 5), sale('2', 'ada', '-7.5'), sale('2', 'ada', 2)])
    expect((await importing(desk.program('discount'), orders)).json).toMatchObject({ issued: 5, available: 5 })
  })

  it('gives each member the contract’s grounds with the line as evidence, and no consent', async () => {
    const orders = desk.orders('evidence.tsv', [sale('9', '', 1), sale('1', '__proto__', 3), sale('2', '17850', 4)])
    await importing(desk.program('evidence'), orders)
    const [state, lines, stranger] = await inspecting('evidence', async (server) => [
      await server.subject({ login: '17850' }).state(),
      await server.subject({ login: '17850' }).statement('bonus'),
      await server.subject({ login: '9' }).state(),
    ])
    expect(state?.state.offers).toMatchObject({ join: { status: 'accepted' } })
    expect(Object.keys(state?.state.grounds ?? {})).toEqual(['membership'])
    expect(state?.state.grounds.membership).toMatchObject({
      email: { status: 'granted', basis: 'contract' },
      purchases: { status: 'granted', basis: 'contract' },
    })
    expect(state?.values).toEqual({})
    expect(lines).toMatchObject([{ kind: 'award', amount: 4, reason: 'order:2@2010-12-01' }])
    expect(stranger).toBeNull()
    const db = await PGlite.create(join(data, 'database'))
    const { rows } = await db.query<{ body: string }>(`select body from evenhanded.log where tenant = 'evidence'`)
    await db.close()
    expect(rows).toHaveLength(2)
    const accepted = rows.flatMap(({ body }) => JSON.parse(body)).flat(3)
    expect(JSON.stringify(accepted)).toContain('evidence.tsv, line 4')
    expect(JSON.stringify(accepted)).toContain('"act":"import"')
  })
})

describe('bad input', () => {
  it('rejects what is no order line with number and reason, and imports the rest', async () => {
    const orders = desk.orders('bad.tsv', [
      sale('1', 'ada', 10),
      'not a line',
      sale('1', 'ada', 'free'),
      sale('2', 'ada', 3).map((cell, column) => (column === 2 ? '2010-02-30T08:00:00' : cell)),
      sale('3', 'bo', 4, 'many'),
      sale('4', 'bo', 4).map((cell, column) => (column === 1 ? 'gift' : cell)),
      back('1', 'ada', 2),
      sale('1', 'bo', 2),
      sale('5', 'bo', 6),
    ])
    const { status, json, err } = await importing(desk.program('bad'), orders)
    expect(json).toMatchObject({ invoices: 2, members: 2, issued: 16, rejected_lines: 7 })
    expect(status).toBe(1)
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^bad\.tsv, line 3: 1 column where 8/),
      expect.stringMatching(/^bad\.tsv, line 4: unit_price_gbp is "free", not a number/),
      expect.stringMatching(/^bad\.tsv, line 5: at is "2010-02-30T08:00:00", not a date/),
      expect.stringMatching(/^bad\.tsv, line 6: quantity is "many", not a number/),
      expect.stringMatching(/^bad\.tsv, line 7: kind is "gift"/),
      expect.stringMatching(/^bad\.tsv, line 8: kind is "return"; invoice 1 began with "sale" on line 2/),
      expect.stringMatching(/^bad\.tsv, line 9: customer is "bo"; invoice 1 began with "ada" on line 2/),
    ])
  })

  it('lists twenty and counts the rest', async () => {
    const orders = desk.orders('worse.tsv', [sale('1', 'ada', 1), ...Array.from({ length: 1500 }, () => 'x')])
    const { json, err } = await importing(desk.program('worse'), orders)
    expect(json).toMatchObject({ issued: 1, rejected_lines: 1500 })
    expect(err.split('\n')).toHaveLength(21)
    expect(err).toContain('and 1,480 more')
  })

  it('imports what stood before a packed file broke off', async () => {
    const path = desk.orders(
      'cut.tsv.gz',
      Array.from({ length: 4000 }, (_, n) => sale(`${n}`, `${n % 50}`, 1)),
    )
    writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size / 2))
    const { status, json, err } = await importing(desk.program('cut'), path)
    expect(json?.issued).toBeGreaterThan(1000)
    expect(json?.issued).toBe(json?.invoices)
    expect(json).toMatchObject({ rejected_lines: 1, available: json?.issued })
    expect(err).toMatch(new RegExp(`line ${(json?.invoices ?? 0) + 2}: the gzip file breaks off`))
    expect(status).toBe(1)
  })

  it('rejects an empty file, and imports nothing', async () => {
    const path = join(desk.folder, 'empty.tsv')
    writeFileSync(path, '')
    const { status, json, err } = await importing(desk.program('empty'), path)
    expect(json).toMatchObject({ invoices: 0, issued: 0, rejected_lines: 1 })
    expect(err).toBe('empty.tsv, line 1: the file is empty')
    expect(status).toBe(1)
  })

  it('rejects an invoice that was imported with other points', async () => {
    const program = desk.program('changed')
    await importing(program, desk.orders('first.tsv', [sale('1', 'ada', 5)]))
    const { status, json, err } = await importing(program, desk.orders('then.tsv', [sale('1', 'ada', 6)]))
    expect(json).toMatchObject({ issued: 0, available: 5, already_known: 0, rejected_lines: 1 })
    expect(err).toBe('then.tsv, line 2: invoice 1 is not booked: it was imported before with other points')
    expect(status).toBe(1)
  })

  it('does not enrol again who left, whatever file names them', async () => {
    const program = desk.program('left')
    await importing(program, desk.orders('before.tsv', [sale('1', 'ada', 5)]))
    await inspecting('left', (server) => server.subject({ login: 'ada' }).leave('join'))
    const { json, status } = await importing(program, desk.orders('after.tsv', [sale('1', 'ada', 5)]))
    expect(json).toMatchObject({ issued: 0, already_known: 1, available: 5 })
    expect(status).toBe(0)
    const state = await inspecting('left', (server) => server.subject({ login: 'ada' }).state())
    expect(state?.state.offers).toMatchObject({ join: { status: 'left' } })
  })

  it('leaves an erased member erased', async () => {
    const program = desk.program('erased')
    const orders = desk.orders('erased.tsv', [sale('1', 'ada', 5)])
    await importing(program, orders)
    await inspecting('erased', (server) => server.subject({ login: 'ada' }).erase())
    const { json, status, err } = await importing(
      program,
      desk.orders('erased2.tsv', [sale('1', 'ada', 5), sale('2', 'ada', 5)]),
    )
    expect(json).toMatchObject({ issued: 0, available: 0 })
    expect(err).toMatch(/erased/)
    expect(status).toBe(1)
    expect(await inspecting('erased', (server) => server.subject({ login: 'ada' }).state())).toBeNull()
  })
})

describe('what can’t be done', () => {
  const orders = desk.orders('one.tsv', [sale('1', 'ada', 5)])

  const refused = async (words: readonly string[], sentence: RegExp): Promise<void> => {
    const { status, out, err } = await desk.run(...words)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(sentence)
  }

  it('wants a file of orders', () =>
    refused(['import', desk.program('p1'), join(desk.folder, 'nothing.tsv'), '--data', data], /There is no file/))

  it('wants its columns', async () => {
    const path = join(desk.folder, 'other.tsv')
    writeFileSync(path, 'customer\tinvoice\nada\t1\n')
    await refused(['import', desk.program('p2'), path, '--data', data], /columns of an orders file.*\n.*invoice, kind/)
  })

  it('wants a program', async () => {
    const path = join(desk.folder, 'none.ts')
    writeFileSync(path, 'export const nothing = 1\n')
    await refused(['import', path, orders, '--data', data], /exports no program/)
    await refused(['import', join(desk.folder, 'nowhere.ts'), orders, '--data', data], /There is no file/)
    const broken = join(desk.folder, 'broken.ts')
    writeFileSync(broken, 'export const = 1\n')
    await refused(['import', broken, orders, '--data', data], /can’t be loaded/)
  })

  it('tells everything that is wrong with a program', async () => {
    const path = desk.program('p3', (text) => text.replace('version: 1', 'version: -1').replace("label: 'E-mail'", ''))
    await refused(['import', path, orders, '--data', data], /version[\s\S]*fields\.email/)
  })

  it('asks which offer or currency is meant, and lists them', async () => {
    const two = desk.program('p4', (text) =>
      text.replace("respect: { kind: 'reputation'", "miles: { kind: 'redeemable'"),
    )
    await refused(['import', two, orders, '--data', data], /has bonus, miles\.\n.*--currency/)
    await refused(
      ['import', two, orders, '--data', data, '--currency', 'gold'],
      /gold is no redeemable currency.*bonus, miles/,
    )
    await refused(
      ['import', two, orders, '--data', data, '--currency', 'miles', '--offer', 'raffle'],
      /raffle is no convert/,
    )
    const { json, status } = await importing(two, orders, '--currency', 'miles', '--touchpoint', 'web')
    expect({ status, issued: json?.issued }).toEqual({ status: 0, issued: 5 })
  })

  it('refuses a database that was filled with another secret', async () => {
    const program = desk.program('p5')
    expect((await importing(program, orders)).status).toBe(0)
    const other = { EVENHANDED_SECRET: 'another secret, which is as long as it has to be' }
    const { status, err } = await runWith(other, 'import', program, orders, '--data', data)
    expect(status).toBe(2)
    expect(err).toMatch(/another secret.*\n.*EVENHANDED_SECRET/)
  })

  it('refuses a secret that is too short', async () => {
    const { status, err } = await runWith(
      { EVENHANDED_SECRET: 'x' },
      'import',
      desk.program('p6'),
      orders,
      '--data',
      data,
    )
    expect(status).toBe(2)
    expect(err).toMatch(/shorter than 32/)
  })

  it('refuses a folder that another process writes to, not one that a dead process left', async () => {
    const lock = join(data, 'lock')
    writeFileSync(lock, String(process.ppid))
    await refused(
      ['import', desk.program('p7'), orders, '--data', data],
      new RegExp(`in use by process ${process.ppid}`),
    )
    expect(existsSync(lock)).toBe(true)
    writeFileSync(lock, '999999999')
    expect((await importing(desk.program('p7'), orders)).status).toBe(0)
    expect(existsSync(lock)).toBe(false)
  })

  it('says which database it can’t reach, without the password', async () => {
    const url = 'postgres://me:hush@127.0.0.1:1/none'
    const { status, err } = await desk.run('migrate', '--db', url)
    expect(status).toBe(2)
    expect(err).toMatch(/postgres:\/\/me@127\.0\.0\.1:1\/none.*ECONNREFUSED/)
    expect(err).not.toContain('hush')
  })

  it.skipIf(!postgresUrl)('says what the database refuses', async () => {
    const { url, drop } = await createDatabase(postgresUrl ?? '')
    try {
      const readOnly = `${url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`
      const sentence = /Can’t (use|migrate) .*: cannot execute .* in a read-only transaction/
      await refused(['import', desk.program('p9'), orders, '--data', data, '--db', readOnly], sentence)
      await refused(['migrate', '--db', readOnly], sentence)
    } finally {
      await drop()
    }
  })

  it('names the nearest option, and ends with 2 on wrong usage', async () => {
    await refused(['import', 'a', 'b', '--jsn'], /--json/)
    await refused(['imprt'], /import/)
    await refused(['import', 'a'], /orders/)
    const { status, out } = await desk.run('import', '--help')
    expect(status).toBe(0)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('makes a secret that nobody else can read, says so, and takes it again', async () => {
    const folder = join(desk.folder, 'secret')
    const url = 'postgres://me@127.0.0.1:1/none'
    const once = await runWith({}, 'import', desk.program('p8'), orders, '--data', folder, '--db', url)
    expect(once.err).toContain(join(folder, 'secret'))
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
    const twice = await runWith({}, 'import', desk.program('p8'), orders, '--data', folder, '--db', url)
    expect(twice.err).not.toContain('Made a secret')
  })
})

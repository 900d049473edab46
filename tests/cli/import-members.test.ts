import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { runWith } from './desk.js'
import { type OldDesk, openOldDesk } from './old-desk.js'

const postgresUrl = inject('postgresUrl')
let desk: OldDesk
beforeAll(async () => {
  desk = await openOldDesk(postgresUrl)
})
afterAll(() => desk.close())

const memberColumns = ['login', 'joined', 'source', 'name', 'email', 'birthday', 'children', 'interests', 'phone']
const consentColumns = [
  'login',
  'purpose',
  'field',
  'status',
  'act',
  'given_at',
  'notice',
  'reference',
  'confirmed_at',
  'bundled',
]
const lately = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10)

const ada = [
  'ada',
  '2019-05-02',
  'crm:7',
  '王 “Ada” שלום 🏔',
  'ada@example.org',
  '1815-12-10',
  '3',
  '["山","walks"]',
  '1',
]
const bo = ['bo', '', '', 'Bo', 'bo@example.org', '1990-01-01', '', '', '2']

/** A row of consents by the names of its columns: proven, but for what is said otherwise. */
const consent = (login: string, purpose: string, field: string, but: { readonly [column: string]: string } = {}) => {
  const proof = { act: 'tick', given_at: lately, notice: 'We write to you 📬', reference: `crm:${login}` }
  const cells = { login, purpose, field, status: 'granted', ...proof, confirmed_at: lately, bundled: 'no', ...but }
  return consentColumns.map((name) => (cells as { readonly [column: string]: string })[name])
}

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => [...line].length))

describe('import members', () => {
  it('gives the contract’s grounds and values, and leaves out and counts what no ground holds', async () => {
    const program = desk.program('members')
    const file = desk.table('members.csv', memberColumns, [ada, bo])
    const { json, status, err } = await desk.imports('members', program, file)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(json).toEqual({
      dry_run: false,
      rows: 2,
      enrolled: 2,
      known: 0,
      left: 0,
      values: {
        name: { imported: 2, known: 0, no_ground: 0 },
        email: { imported: 2, known: 0, no_ground: 0 },
        birthday: { imported: 0, known: 0, no_ground: 2 },
        children: { imported: 0, known: 0, no_ground: 1 },
        interests: { imported: 0, known: 0, no_ground: 1 },
      },
      columns_left_out: ['phone'],
      seconds: expect.any(Number),
      rejected: [],
    })
    const state = await desk.look('members', (server) => server.subject({ login: 'ada' }).state())
    expect(state?.values).toEqual({ name: ada[3], email: 'ada@example.org' })
    expect(state?.state.known.name?.source).toEqual({
      ...{ provenance: 'imported', offer: 'join', touchpoint: 'web' },
      givenAt: Date.UTC(2019, 4, 2),
    })
    expect(Object.keys(state?.state.grounds ?? {})).toEqual(['membership'])
    const rows = await desk.rows()
    expect(rows).not.toContain('1815-12-10')
    expect(rows).toContain('crm:7')
    const { out } = await desk.run('import', 'members', program, file)
    expect(out).toContain('birthday: 2 values have no ground and were not imported.')
    expect(out).toContain('children: 1 value has no ground and was not imported.')
    expect(widest(out)).toBeLessThanOrEqual(80)
  })

  it('takes values of every kind once a proven consent is there, imported before', async () => {
    const program = desk.program('before')
    const file = desk.table('before.csv', memberColumns, [ada])
    await desk.imports('members', program, file)
    const consents = desk.table('before-c.csv', consentColumns, [
      consent('ada', 'treats', 'birthday'),
      consent('ada', 'family', 'children'),
      consent('ada', 'treats', 'interests'),
    ])
    expect((await desk.imports('consents', program, consents)).json.purposes.treats).toMatchObject({ granted: 2 })
    const { json } = await desk.imports('members', program, file)
    expect(json).toMatchObject({
      ...{ enrolled: 0, known: 1 },
      values: {
        name: { imported: 0, known: 1, no_ground: 0 },
        birthday: { imported: 1, no_ground: 0 },
        children: { imported: 1, no_ground: 0 },
        interests: { imported: 1, no_ground: 0 },
      },
    })
    const state = await desk.look('before', (server) => server.subject({ login: 'ada' }).state())
    expect(state?.values).toMatchObject({ birthday: '1815-12-10', children: 3, interests: ['山', 'walks'] })
  })

  it('takes them in the same run with --consents, and the consents of people whom it does not name', async () => {
    const program = desk.program('same')
    const file = desk.table('same.csv', memberColumns, [ada, bo])
    const consents = desk.table('same-c.csv', consentColumns, [
      consent('ada', 'treats', 'birthday'),
      consent('ada', 'news', 'email'),
      consent('bo', 'treats', 'birthday', { bundled: 'yes' }),
      consent('cy', 'treats', 'birthday'),
      consent('cy', 'nothing', 'email'),
    ])
    const { json, err, status } = await desk.imports('members', program, file, '--consents', consents)
    expect(json).toMatchObject({
      values: { birthday: { imported: 1, known: 0, no_ground: 1 } },
      purposes: { treats: { granted: 2, bundled: 1, ask_anew: 1 }, news: { granted: 1 } },
    })
    expect(status).toBe(1)
    expect(err).toBe('same-c.csv, line 6: "nothing" is no purpose of this program')
    const read = await desk.look('same', async (server) => [
      await server.subject({ login: 'ada' }).read('birthday', 'treats'),
      await server.subject({ login: 'ada' }).read('email', 'news'),
      await server.subject({ login: 'bo' }).read('birthday', 'treats'),
    ])
    expect(read).toEqual(['1815-12-10', 'ada@example.org', undefined])
  })

  it('rejects each row that is none, with line and reason, and imports the rest', async () => {
    const file = desk.table(
      'bad.csv',
      memberColumns,
      [
        ['', '', '', 'Nobody'],
        ada,
        ada,
        ['bo', '2019-02-30', '', 'Bo'],
        ['cy', '2999-01-01', '', 'Cy'],
        ['di', '', '', 'Di', 'no address'],
        ['ed', '', '', 'Ed', 'ed@example.org', '', 'many'],
      ].map((row) => [...row, ...Array(memberColumns.length - row.length).fill('')]),
    )
    const { json, status, err } = await desk.imports('members', desk.program('bad'), file)
    expect(json).toMatchObject({ rows: 7, enrolled: 1 })
    expect(json.rejected.map(({ line }: { line: number }) => line)).toEqual([2, 4, 5, 6, 7, 8])
    expect(err.split('\n')).toEqual([
      'bad.csv, line 2: login is empty',
      expect.stringContaining('line 4: login is that of line 3'),
      'bad.csv, line 5: joined is "2019-02-30", not a date',
      'bad.csv, line 6: joined is "2999-01-01", which is yet to come',
      expect.stringContaining('line 7: email is "no address": '),
      expect.stringContaining('line 8: children is "many": '),
    ])
    expect(status).toBe(1)
  })

  it('lists twenty on the terminal, and all of them in the JSON', async () => {
    const rows = Array.from({ length: 1_500 }, () => [''])
    const { json, err } = await desk.imports('members', desk.program('worse'), desk.table('worse.csv', ['login'], rows))
    expect(json.rejected).toHaveLength(1_500)
    expect(err.split('\n')).toHaveLength(21)
    expect(err).toContain('and 1,480 more; --json lists all')
  })

  it('leaves those who left as they are, and what people said themselves', async () => {
    const program = desk.program('left')
    await desk.look('left', async (server) => {
      const said = { by: {}, consents: {} }
      await server.subject({ login: 'ada' }).accept('join', { name: 'Ada', email: 'new@example.org' }, said)
      await server.subject({ login: 'bo' }).accept('join', { name: 'Bo', email: 'bo@example.org' }, said)
      await server.subject({ login: 'bo' }).leave('join')
    })
    const { json, status } = await desk.imports('members', program, desk.table('left.csv', memberColumns, [ada, bo]))
    expect(json).toMatchObject({ enrolled: 0, known: 1, left: 1, values: { email: { known: 1, no_ground: 1 } } })
    expect(status).toBe(0)
    const values = await desk.look('left', async (server) => [
      (await server.subject({ login: 'ada' }).state())?.values,
      (await server.subject({ login: 'bo' }).state())?.values,
    ])
    expect(values).toEqual([{ name: 'Ada', email: 'new@example.org' }, {}])
  })
})

describe('import consents', () => {
  it('grants what is proven, and says per purpose what has to be asked anew', async () => {
    const program = desk.program('consents')
    const rows = [
      consent('ada', 'news', 'email'),
      consent('bo', 'news', 'email', { bundled: 'yes' }),
      consent('cy', 'news', 'email', { confirmed_at: '' }),
      consent('di', 'news', 'email', { notice: '', reference: '' }),
      ['ed', 'news', 'email', 'granted', '', '', '', '', '', ''],
      consent('fay', 'news', 'email', { given_at: '2001-01-01', confirmed_at: '2001-01-02' }),
      ['gus', 'news', 'email', 'refused', '', '', '', '', '', ''],
      ['hal', 'news', 'email', 'withdrawn', '', '', '', '', '', ''],
      consent('ida', 'news', 'email'),
      consent('ida', 'news', 'email', { status: 'withdrawn', given_at: '' }),
    ]
    const file = desk.table('consents.csv', consentColumns, rows)
    const { json, status } = await desk.imports('consents', program, file)
    expect(status).toBe(0)
    expect(json).toMatchObject({ rows: 10, rejected: [] })
    expect(json.purposes.news).toMatchObject({
      ...{ unconfirmed: 1, expired: 1, refused: 1, withdrawn: 2, overtaken: 1 },
      ...{ bundled: 1, partial: 2, unproven: 1, ask_anew: 5 },
      missing: { confirmed_at: 1, notice: 1, reference: 1 },
      terms: 'Mailer GmbH (DE), kept for P3Y',
    })
    const { out } = await desk.run('import', 'consents', program, file)
    expect(widest(out)).toBeLessThanOrEqual(80)
    expect(out).toContain('5  people have to be asked anew')
    const log = await desk.rows()
    const hash = createHash('sha256').update('We write to you 📬').digest('hex')
    expect(log).toContain(hash)
    // The words that were shown stand beside it, so that the hash can be read.
    expect(log).toContain('We write to you 📬')
  })

  it('never lifts what was withdrawn here', async () => {
    const program = desk.program('lifting')
    await desk.imports('members', program, desk.table('l.csv', memberColumns, [ada]))
    const file = desk.table('lc.csv', consentColumns, [consent('ada', 'treats', 'birthday')])
    await desk.imports('consents', program, file)
    await desk.look('lifting', (server) => server.subject({ login: 'ada' }).withdraw('treats'))
    const { json, status } = await desk.imports('consents', program, file)
    expect(json.purposes.treats).toMatchObject({ granted: 0, said_no: 1 })
    expect(status).toBe(0)
    expect(
      await desk.look('lifting', (server) => server.subject({ login: 'ada' }).read('birthday', 'treats')),
    ).toBeUndefined()
  })
})

describe('import suppressions', () => {
  it('keeps the suppressed from every other import, by login or identifier, and stores neither', async () => {
    const program = desk.program('suppressed')
    const file = desk.table(
      's.csv',
      ['login', 'email', 'until'],
      [
        ['ada', '', ''],
        ['', 'BO@example.org', '2999-01-01'],
        ['', '', ''],
        ['x', '', '2001-01-01'],
        ['', 'nothing', ''],
      ],
    )
    const { json, status, err } = await desk.imports('suppressions', program, file)
    expect(json).toMatchObject({ rows: 5, suppressed: 2, known: 0, here: [] })
    expect(json.rejected.map(({ line }: { line: number }) => line)).toEqual([4, 5, 6])
    expect(err).toContain('line 5: until is "2001-01-01", which is over')
    expect(status).toBe(1)
    expect((await desk.rows()).toLowerCase()).not.toContain('bo@example.org","2999')
    const members = await desk.imports('members', program, desk.table('sm.csv', memberColumns, [ada, bo]))
    expect(members.json).toMatchObject({ enrolled: 0, rejected: [{ line: 2 }, { line: 3 }] })
    const consents = desk.table('sc.csv', consentColumns, [consent('ada', 'treats', 'birthday')])
    expect((await desk.imports('consents', program, consents)).json.rejected).toHaveLength(1)
    const balances = desk.table('sb.csv', ['login', 'currency', 'points'], [['ada', 'bonus', 5]])
    const points = await desk.imports('balances', program, balances)
    expect(points.json).toMatchObject({ points: { bonus: { in_file: 5, issued: 0, rejected: 5 } } })
    expect(await desk.look('suppressed', (server) => server.subject({ login: 'ada' }).state())).toBeNull()
  })

  it('names who is here already, and ends nothing', async () => {
    const program = desk.program('here')
    await desk.imports('members', program, desk.table('h.csv', memberColumns, [ada]))
    const file = desk.table('hs.csv', ['email'], [['ada@example.org'], ['other@example.org']])
    const { json } = await desk.imports('suppressions', program, file)
    expect(json).toMatchObject({ suppressed: 2, here: [{ line: 2, subject: expect.any(String) }] })
    expect(await desk.look('here', (server) => server.subject({ login: 'ada' }).read('email', 'membership'))).toBe(
      'ada@example.org',
    )
  })

  it('wants a column that names somebody', async () => {
    const said = await desk.imports('suppressions', desk.program('whom'), desk.table('w.csv', ['name'], [['Ada']]))
    expect(said).toMatchObject({ status: 2, err: expect.stringMatching(/names nobody.*\n.*login.*email/) })
  })
})

describe('import balances', () => {
  const columns = ['login', 'currency', 'points', 'expires_at', 'reason', 'date', 'reference']

  it('awards each row once, with its own end, and every point is accounted for', async () => {
    const program = desk.program('balances')
    const file = desk.table('balances.csv', columns, [
      ['ada', 'bonus', 1_200, '2999-06-30', 'old:1', '2020-05-05', ''],
      ['ada', 'bonus', 50, '', '', '', ''],
      ['ada', 'bonus', 50, '', '', '', ''],
      ['bo', 'respect', 7, '', '', '', 'r:1'],
      ['bo', 'respect', 7, '', '', '', 'r:1'],
      ['bo', 'bonus', '1.5', '', '', '', ''],
      ['bo', 'bonus', -1, '', '', '', ''],
      ['bo', 'gold', 1, '', '', '', ''],
      ['bo', 'bonus', 1, '2001-01-01', '', '', ''],
      ['bo', 'bonus', 0, '', '', '', ''],
    ])
    const { json, status } = await desk.imports('balances', program, file)
    expect(json).toMatchObject({
      rows: 10,
      points: {
        bonus: { in_file: 1_300, issued: 1_300, known: 0, rejected: 0 },
        respect: { in_file: 7, issued: 7, known: 0, rejected: 0 },
      },
    })
    expect(json.rejected.map(({ line }: { line: number }) => line)).toEqual([6, 7, 8, 9, 10])
    expect(status).toBe(1)
    const lines = await desk.look('balances', (server) => server.subject({ login: 'ada' }).statement('bonus'))
    expect(lines.map(({ amount, reason, lot }) => [amount, reason, lot?.expiresAt === Date.UTC(2999, 5, 30)])).toEqual(
      expect.arrayContaining([
        [1_200, 'old:1@2020-05-05', true],
        [50, 'balance', false],
        [50, 'balance', false],
      ]),
    )
    expect(await desk.run('verify', program)).toMatchObject({ status: 0 })
    const again = await desk.imports('balances', program, file)
    expect(again.json.points.bonus).toEqual({ in_file: 1_300, issued: 0, known: 1_300, rejected: 0 })
  })

  it('does not award a corrected row beside what it corrects', async () => {
    const program = desk.program('corrected')
    await desk.imports('balances', program, desk.table('b1.csv', columns, [['ada', 'bonus', 5, '', '', '', '']]))
    const { json } = await desk.imports(
      'balances',
      program,
      desk.table('b2.csv', columns, [['ada', 'bonus', 6, '', '', '', '']]),
    )
    expect(json).toMatchObject({ points: { bonus: { issued: 0, rejected: 6 } } })
    expect(json.rejected[0].reason).toBe('it was imported before with other points')
  })
})

describe('a dry run', () => {
  const files = (own: OldDesk) => ({
    suppressions: own.table(
      'ds.csv',
      ['login', 'email'],
      [
        ['ed', ''],
        ['ada', ''],
        ['ed', ''],
        ['', 'cy@example.org'],
      ],
    ),
    consents: own.table('dc.csv', consentColumns, [
      consent('ada', 'treats', 'birthday'),
      consent('bo', 'treats', 'birthday'),
      consent('bo', 'news', 'email', { bundled: 'yes' }),
      ['bo', 'family', 'children', 'withdrawn', '', '', '', '', '', ''],
    ]),
    members: own.table('dm.csv', memberColumns, [
      ada,
      bo,
      ['cy', '', '', 'Cy', 'cy@example.org', '', '', '', ''],
      ['ed', '', '', '', '', '', 'x', '', ''],
    ]),
    balances: own.table(
      'db.csv',
      ['login', 'currency', 'points'],
      [
        ['bo', 'bonus', 5],
        ['bo', 'bonus', 5],
        ['ed', 'bonus', 1],
      ],
    ),
  })
  const kinds = ['suppressions', 'consents', 'members', 'balances'] as const

  it('says exactly what then happens, and leaves every row as it was', async () => {
    const program = desk.program('dry')
    const paths = files(desk)
    const work = async () => {
      for (const kind of kinds) {
        const before = await desk.rows()
        const { json: would, status } = await desk.imports(kind, program, paths[kind], '--dry-run')
        expect(would.dry_run).toBe(true)
        expect(await desk.rows()).toBe(before)
        const did = await desk.imports(kind, program, paths[kind])
        expect({ ...would, dry_run: false, seconds: 0, status }).toEqual({
          ...did.json,
          seconds: 0,
          status: did.status,
        })
        expect(await desk.run('import', kind, program, paths[kind], '--dry-run')).toMatchObject({
          out: expect.stringContaining('nothing was written'),
        })
      }
    }
    await work()
    await work()
  })

  it('leaves an embedded database as it was to the byte, and makes none where there is none', async () => {
    const own = await openOldDesk(null)
    try {
      const program = own.program('bytes')
      const paths = files(own)
      const none = await own.imports('members', program, paths.members, '--dry-run')
      expect(none.json).toMatchObject({ enrolled: 3 })
      expect(statSync(own.data, { throwIfNoEntry: false })).toBeUndefined()
      await own.imports('suppressions', program, paths.suppressions)
      const before = bytesIn(own.data)
      for (const kind of ['consents', 'members'] as const)
        expect((await own.imports(kind, program, paths[kind], '--dry-run')).status).toBeLessThan(2)
      expect(bytesIn(own.data)).toBe(before)
    } finally {
      await own.close()
    }
  }, 300_000) // Each run opens an embedded database of its own.

  it('leaves a folder of keys as it was, and the import seals with it', async () => {
    const program = desk.program('keys')
    const file = desk.table('keys.csv', memberColumns, [ada])
    const folder = join(desk.folder, 'key-folder')
    const env = { EVENHANDED_SECRET: desk.secret, EVENHANDED_KEY_FOLDER: folder }
    const words = ['import', 'members', program, file, ...desk.where]
    expect((await runWith(env, ...words, '--dry-run')).status).toBe(0)
    expect(statSync(folder, { throwIfNoEntry: false })).toBeUndefined()
    expect((await runWith(env, ...words)).status).toBe(0)
    const before = bytesIn(folder)
    expect((await runWith(env, ...words, '--dry-run')).out).toContain('1  members already')
    expect(bytesIn(folder)).toBe(before)
  })

  it('refuses a database that was filled with another secret', async () => {
    const program = desk.program('secret')
    const { members } = files(desk)
    await desk.imports('members', program, members)
    const where = desk.where
    const said = await runWith(
      { EVENHANDED_SECRET: 'another secret, which is as long as it has to be' },
      'import',
      'members',
      program,
      members,
      '--dry-run',
      ...where,
    )
    expect(said).toMatchObject({ status: 2, err: expect.stringMatching(/another secret/) })
  })
})

/** Every file in a folder by name and content. */
function bytesIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const hash = createHash('sha256')
  for (const name of names) {
    const path = join(folder, name)
    hash.update(name)
    if (statSync(path).isFile()) hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}

describe('the command line', () => {
  it('tells the kinds apart, and says so in 80 columns', async () => {
    const { out, status } = await desk.run('import', '--help')
    expect(status).toBe(0)
    for (const kind of ['orders', 'members', 'consents', 'suppressions', 'balances'])
      expect(out).toMatch(new RegExp(`^  ${kind}\\b`, 'm'))
    for (const words of [[], ['orders'], ['members'], ['consents'], ['suppressions'], ['balances']])
      expect(widest((await desk.run('import', ...words, '--help')).out)).toBeLessThanOrEqual(80)
  })

  it('reads orders with and without the word', async () => {
    const orders = desk.write(
      'o.tsv',
      'invoice\tkind\tat\tcustomer\tcountry\tstock_code\tquantity\tunit_price_gbp\n1\tsale\t2010-12-01T08:26:00\tada\tUK\tA\t1\t5\n',
    )
    const program = desk.program('orders')
    const short = await desk.run('import', program, orders, '--json')
    expect(JSON.parse(short.out)).toMatchObject({ issued: 5, already_known: 0 })
    const long = await desk.run('import', 'orders', program, orders, '--json')
    expect(JSON.parse(long.out)).toMatchObject({ issued: 0, already_known: 1 })
  })

  it('refuses what is no kind, and what lacks a file', async () => {
    expect((await desk.run('import', 'member', 'p.ts', 'm.csv')).status).toBe(2)
    expect((await desk.run('import', 'members', 'p.ts')).err).toMatch(/missing required argument 'members'/)
    const said = await desk.run('import', 'members', desk.program('nofile'), join(desk.folder, 'none.csv'))
    expect(said).toMatchObject({ status: 2, err: expect.stringMatching(/There is no file/) })
  })
})

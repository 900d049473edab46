import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type OldDesk, openOldDesk } from './old-desk.js'

const postgresUrl = inject('postgresUrl')
let desk: OldDesk
beforeAll(async () => {
  desk = await openOldDesk(postgresUrl)
})
afterAll(() => desk.close())

const people = ['ada', 'bo', '王芳', 'מרים', '🦊', '__proto__', 'constructor'] as const
const login = fc.constantFrom(...people)
const maybe = (...values: readonly string[]) => fc.constantFrom('', ...values)
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .map((text) => `${text.replace(/[\0\ufffd]/g, '')}王שלום🏔`)

const columns = {
  suppressions: ['login', 'email', 'until'],
  consents: 'login,purpose,field,status,act,given_at,notice,reference,confirmed_at,bundled,value'.split(','),
  members: ['login', 'joined', 'name', 'email', 'birthday', 'children', 'interests'],
  balances: ['login', 'currency', 'points', 'expires_at', 'reason'],
}
type Kind = keyof typeof columns

const email = fc.constantFrom('', 'a@example.org', 'b@example.org')
const pair = fc.constantFrom(['treats', 'birthday'], ['treats', 'interests'], ['news', 'email'], ['family', 'children'])
const consent = fc
  .tuple(
    login,
    pair,
    fc.constantFrom('granted', 'granted', 'granted', 'refused', 'withdrawn'),
    fc.constantFrom('', 'tick', 'tick', 'save', 'preticked'),
    maybe('2025-05-02', '2024-01-01', '2001-01-01'),
    maybe('We write to you 📬', 'ab'.repeat(32)),
    maybe('crm:1', 'crm:1'),
    maybe('2025-05-03'),
    fc.constantFrom('no', 'no', 'yes', ''),
  )
  .map(([login, [purpose, field], ...rest]) => [login, purpose, field, ...rest, ''] as readonly string[])

const rows: { readonly [K in Kind]: fc.Arbitrary<readonly (readonly string[])[]> } = {
  suppressions: fc.array(fc.tuple(maybe(...people), email, maybe('2999-01-01')), { maxLength: 2 }),
  consents: fc.array(consent, { maxLength: 14 }),
  members: fc.array(
    fc.tuple(
      login,
      maybe('2019-05-02', '2025-12-01', 'soon'),
      name,
      email,
      maybe('1815-12-10', '1815-12-10', 'never'),
      maybe('3', '2'),
      maybe('["山"]', '[]', '[1]'),
    ),
    { maxLength: 9 },
  ),
  balances: fc.array(
    fc.tuple(
      login,
      fc.constantFrom('bonus', 'respect', 'gold'),
      fc.constantFrom('0', '5', '5', '900', '-1'),
      maybe('2999-06-30', '2001-01-01'),
      maybe('old:1'),
    ),
    { maxLength: 9 },
  ),
}

const kinds: Kind[] = ['suppressions', 'consents', 'members', 'balances']

it('an import done twice is an import done once, and a dry run says each time what it will be', async () => {
  let cases = 0
  const order = fc.shuffledSubarray(kinds, { minLength: 4 })
  const law = fc.asyncProperty(fc.record(rows), order, fc.constantFrom(...kinds), async (tables, order, last) => {
    const id = `again-${cases++}`
    const program = desk.program(id)
    const imports = (one: Kind, ...more: readonly string[]) =>
      desk.imports(one, program, desk.table(`${id}-${one}.csv`, columns[one], tables[one]), ...more)
    for (const one of [...order, last]) {
      const { json: would } = await imports(one, '--dry-run')
      const first = await imports(one)
      expect(first.status).toBeLessThan(2)
      expect({ ...first.json, dry_run: true, seconds: 0 }).toEqual({ ...would, seconds: 0 })
      const after = await desk.rows()
      const second = await imports(one)
      expect(await desk.rows()).toBe(after)
      expect(second.json.rejected).toEqual(first.json.rejected)
    }
    expect((await desk.run('verify', program)).status).toBe(0)
  })
  await fc.assert(law, { numRuns: postgresUrl === null ? 2 : 8 })
})

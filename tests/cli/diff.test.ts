import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runWith } from './desk.js'

const folder = mkdtempSync(join(tmpdir(), 'evenhanded-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const source = (version: number, letter: string, club = ''): string => `
import { defineProgram, identifier } from 'evenhanded'
import * as z from 'zod'
export const club = defineProgram({
  id: 'club',
  version: ${version},
  controller: { name: 'Club', address: '1 Street', contact: 'a@b.ie', jurisdiction: 'IE', policyUrl: 'https://b.ie' },
  parties: { crm: { name: 'A customer database with a name that is rather long', role: 'processor', does: 'Keeps addresses', country: 'US' } },
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract'${club} },
    letter: { label: 'Send the letter', basis: 'consent'${letter} },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  offers: {
    membership: {
      principle: 'exchange', for: 'club', asks: { email: 'Your account needs one' }, invites: { letter: ['email'] },
      gives: { benefit: 'service', says: 'An account' },
    },
  },
})
`
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const old = file('old.ts', source(1, ''))
const asks = file('asks.ts', source(2, ", parties: ['crm']"))
const forbids = file('forbids.ts', source(2, '', ', meaning: 2'))

describe('evenhanded diff', () => {
  it('says whom a new version asks anew, in eighty columns', async () => {
    const { status, out } = await runWith({}, 'diff', old, asks)
    expect(status).toBe(0)
    expect(out.split('\n').every((line) => line.length <= 80)).toBe(true)
    expect(out).toContain('club: version 1 to version 2')
    expect(out).toMatch(/Ask anew \(1\)[\s\S]*letter: email, by membership \(consent\)\n {4}- A customer database/)
    expect(out).toMatch(/Survives \(2\)[\s\S]*club: email, by membership \(contract\)/)
  })

  it('ends with 1 where something is forbidden, unless it was found compatible', async () => {
    expect((await runWith({}, 'diff', old, forbids)).status).toBe(1)
    expect(await runWith({}, 'diff', old, forbids, '--compatible', 'club')).toMatchObject({ status: 0 })
    const strange = await runWith({}, 'diff', old, forbids, '--compatible', 'post')
    expect([strange.status, strange.err]).toEqual([2, expect.stringContaining('no purpose post')])
  })

  it('prints one JSON object where asked', async () => {
    const { out } = await runWith({}, 'diff', old, asks, '--json')
    expect(JSON.parse(out)).toMatchObject({ id: 'club', from: 1, to: 2, verdict: 'ask' })
  })
})

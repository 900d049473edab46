import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type KeyRing, keyRing, memory } from 'evenhanded/server'
import { afterAll, describe, expect, it } from 'vitest'
import { keyFolder } from '../../src/cli/key-folder.js'
import { keysIn } from '../../src/cli/keys.js'
import { club } from './club.program.js'

const folder = mkdtempSync(join(tmpdir(), 'evenhanded-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = new Uint8Array(32).fill(8)
const files = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

describe.each([
  ['alone', undefined],
  ['with keys of its own', keyRing([new Uint8Array(32).fill(1)])],
] as const)('keys in a folder, %s', (name, inner) => {
  const path = join(folder, name)
  const ring = keyFolder(path, inner)

  it('are unwrapped for whom they were wrapped, also by another server', async () => {
    const wrapped = await ring.wrap(key, 'a')
    expect(wrapped).toMatch(/^[0-9a-f]{32}$/)
    expect(await keyFolder(path, inner).unwrap(wrapped, 'a')).toEqual(key)
    await expect(ring.unwrap(wrapped, 'b')).rejects.toMatchObject({ code: 'bad_keys' })
    await expect(ring.unwrap('../../etc/passwd', 'a')).rejects.toMatchObject({ code: 'bad_keys' })
    const shown = files(path).some((text) => text.includes(Buffer.from(key).toString('base64')))
    expect(shown).toBe(inner === undefined)
  })

  it('are gone for good once they were dropped, which may be said again', async () => {
    const wrapped = await ring.wrap(key, 'gone')
    await (ring as Required<KeyRing>).drop(wrapped, 'gone')
    await (ring as Required<KeyRing>).drop(wrapped, 'gone')
    expect(await ring.unwrap(wrapped, 'gone')).toBeNull()
  })

  it('are not taken for dropped where the folder is not there', async () => {
    const wrapped = await ring.wrap(key, 'a')
    await expect(keyFolder(join(folder, 'unmounted'), inner).unwrap(wrapped, 'a')).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })
})

describe('erasing with keys in a folder', () => {
  it('leaves a backup of the database that nobody opens', async () => {
    const path = join(folder, 'erasing')
    const keys = await keysIn(folder, { env: { EVENHANDED_KEY_FOLDER: path }, out: () => 0, err: () => 0 })
    const store = memory()
    const secrets = ['a secret of the tests, long enough.']
    const open = (own: typeof store) => createServer({ program: club, store: own, secrets, ...(keys && { keys }) })
    const ada = open(store).subject({ login: 'ada' })
    const said = await ada.accept('join', { email: 'ada@b.ch' }, { by: {} })
    const id = said.ok ? (said.subject as string) : ''
    const [backup] = await store.load(club.id, [{ subject: id, commands: [] }])
    expect(files(path)).toHaveLength(1)
    await ada.erase()
    expect(files(path)).toHaveLength(0)
    const restored = { ...store, load: async () => (backup ? [backup] : []) }
    await expect(open(restored).subject(id).state()).rejects.toMatchObject({ code: 'bad_keys' })
  })
})

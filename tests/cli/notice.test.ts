import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { runWith } from './desk.js'

const folder = mkdtempSync(join(tmpdir(), 'evenhanded-notice-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const club = fileURLToPath(new URL('./club.program.ts', import.meta.url))
const notice = (...words: readonly string[]) => runWith({}, 'notice', ...words)

describe('evenhanded notice', () => {
  it('writes the privacy notice in Markdown, and says apart what the program does not tell', async () => {
    const { status, out, err } = await notice(club, '--date', '2027-01-31')
    expect(status).toBe(0)
    expect(out).toMatch(/^# Privacy notice\n/)
    expect(out).toContain('January 31, 2027')
    expect(err.split('\n').every((line) => line.startsWith('Not told: '))).toBe(true)
    expect(err).toContain('Not told: markets: ')
  })

  it('writes each kind in each language, as Markdown or as a page', async () => {
    const titles = {
      privacy: [
        'Privacy notice',
        'Datenschutzerklärung',
        'Déclaration de confidentialité',
        'Informativa sulla privacy',
      ],
      processing: [
        'Record of processing activities',
        'Verzeichnis der Verarbeitungstätigkeiten',
        'Registre des activités de traitement',
        'Registro delle attività di trattamento',
      ],
    }
    for (const [kind, all] of Object.entries(titles))
      for (const [at, lang] of ['en', 'de-CH', 'fr', 'it'].entries()) {
        const { status, out } = await notice(club, '--kind', kind, '--lang', lang, '--format', 'html')
        expect(status).toBe(0)
        expect(out).toContain(`<html lang="${lang}">`)
        expect(out).toContain(`<h1>${all[at]}</h1>`)
      }
  })

  it('keeps it in a file', async () => {
    const file = join(folder, 'privacy.html')
    const { status, out } = await notice(club, '--format', 'html', '--out', file)
    expect({ status, out }).toEqual({ status: 0, out: '' })
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/)
    const nowhere = await notice(club, '--out', join(folder, 'no', 'such', 'folder.md'))
    expect(nowhere).toMatchObject({ status: 2 })
    expect(nowhere.err).toContain('Can’t write')
  })

  it('writes a notice of financial incentive with the policy’s estimate, and none without', async () => {
    const without = await notice(club, '--kind', 'incentive')
    expect(without).toMatchObject({ status: 1, out: '' })
    expect(without.err).toContain('Without a good-faith estimate')
    const policy = join(folder, 'policy.ts')
    writeFileSync(
      policy,
      `export const policy = { dataValue: { estimate: 3.5, per: 'consumer', method: 'average', asOf: '2027-01-01' } }`,
    )
    const unpriced = await notice(club, '--kind', 'incentive', '--policy', policy)
    expect(unpriced).toMatchObject({ status: 1, out: '' })
    expect(unpriced.err).toContain('names no money')
    const priced = join(folder, 'priced.ts')
    writeFileSync(priced, readFileSync(club, 'utf8').replace('version: 1,', "version: 1, money: 'EUR',"))
    const written = await notice(priced, '--kind', 'incentive', '--policy', policy)
    expect(written.status).toBe(0)
    expect(written.out).toMatch(/value of one consumer’s data at €3\.50/)
  })

  it('refuses a language that is not spoken, a kind that is none, and a date that does not exist', async () => {
    expect(await notice(club, '--lang', 'rm')).toMatchObject({ status: 1, out: '' })
    expect((await notice(club, '--lang', 'rm')).err).toContain('Take en, de, fr or it')
    expect(await notice(club, '--kind', 'cookie')).toMatchObject({ status: 2 })
    expect(await notice(club, '--date', '2027-02-30')).toMatchObject({ status: 2 })
  })
})

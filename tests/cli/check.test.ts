import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/command-line.js'
import { programJson } from '../../src/index.js'
import { sound } from '../core/check/sound.js'
import { runWith } from './desk.js'

const folder = mkdtempSync(join(tmpdir(), 'evenhanded-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

interface Parts {
  readonly worth?: string
  readonly news?: string
  readonly asks?: string
  readonly more?: string
}

const source = ({ worth = ', worth: 5', news = ', confirm: true', asks = '', more = '' }: Parts = {}): string => `
import { defineProgram, identifier } from 'evenhanded'
import * as z from 'zod'
export const club = defineProgram({
  id: 'club',
  version: 1,
  money: 'CHF',
  markets: ['CH'],
  fairness: { rate: 1 },
  contact: { displays: { week: 5 }, quiet: { from: '21:00', until: '08:00' } },
  controller: { name: 'Club', address: '1 Street', contact: 'a@b.ch', jurisdiction: 'CH', policyUrl: 'https://b.ch' },
  parties: { mailer: { name: 'Mailgate', role: 'processor', does: 'Sends mail', country: 'CH' } },
  goals: { touch: { label: 'Keep in touch' } },
  fields: { email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }) },
  purposes: { news: { label: 'Send news', basis: 'consent', validFor: 'P2Y', channel: 'email', parties: ['mailer']${news} } },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  offers: {
    letter: {
      principle: 'exchange', for: 'news', goal: 'touch', asks: { email: 'Where it goes'${asks} },
      gives: { benefit: 'service', says: 'A letter each season'${worth} },
    },
  },
})
${more}`
const clean = file('clean.ts', source())
const uneven = file('uneven.ts', source({ worth: ', worth: 0.1' }))
const warned = file('warned.ts', source({ news: '' }))

describe('evenhanded check', () => {
  it('shows what a program gives and takes, and ends with 0 where nothing was found', async () => {
    const { status, out, err } = await runWith({}, 'check', clean, '--strict')
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(/^club, version 1\nClub\n/)
    expect(out).toMatch(/\nletter {2} +5\.00 {2}the site +0\.70 +0\.70 +0\.70 +\+4\.30\n/)
    expect(out).toMatch(/\nemail +0\.49 {2}EmailAddress {2}news +1\.44\n/)
    expect(out).toMatch(/\nNothing was found in 1 offer\.$/)
  })

  it('ends with 1 where an offer asks more than it gives, and says what to do', async () => {
    const { status, out } = await runWith({}, 'check', uneven)
    expect(status).toBe(1)
    expect(out).toMatch(/\nletter .* -0\.60 {2}uneven\n/)
    expect(out).toMatch(/\nerror {2}offers\.letter +uneven\n {2}It asks more than it gives[\s\S]*\n {2}→ Ask less/)
    expect(out).toMatch(/\n1 error\.$/)
  })

  it('lets warnings pass unless it is strict', async () => {
    expect(await runWith({}, 'check', warned)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/\n1 warning\.$/),
    })
    expect((await runWith({}, 'check', warned, '--strict')).status).toBe(1)
  })

  it('keeps to eighty columns, also with long names', async () => {
    const long = 'a-name-that-is-much-longer-than-any-that-one-would-care-to-read-in-a-terminal-of-eighty'
    const path = file('long.ts', source({ worth: ', worth: 0.1' }).replaceAll('letter:', `'${long}':`))
    const { out } = await runWith({}, 'check', path)
    const tooLong = out.split('\n').filter((line) => line.length > 80)
    // A path is never cut: somebody will search for it.
    expect(tooLong).toEqual([`error  offers.${long}`])
  })

  it('is plain where nobody sees colours, and coloured where somebody does', async () => {
    const lines: string[] = []
    const terminal = { env: {}, out: (line: string) => lines.push(line), err: () => 0 }
    await run(['check', uneven], terminal)
    expect(lines.join('\n')).not.toContain('\u001B')
    lines.length = 0
    await run(['check', uneven], { ...terminal, colours: true })
    expect(lines.join('\n')).toContain('\u001B[1;31merror\u001B[0m  offers.letter')
  })

  it('prints one JSON object where asked', async () => {
    const { status, out } = await runWith({}, 'check', uneven, '--json', '--date', '2027-01-15')
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      id: 'club',
      now: Date.UTC(2027, 0, 15),
      counts: { error: 1, warning: 0, note: 0 },
      findings: [{ code: 'uneven', level: 'error', path: 'offers.letter' }],
      fairness: [{ offer: 'letter', even: false }],
    })
  })

  it('writes a page beside it, and says where it can’t', async () => {
    const page = join(folder, 'check.html')
    expect((await runWith({}, 'check', uneven, '--html', page)).status).toBe(1)
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*offers\.letter/)
    const nowhere = join(folder, 'no', 'such', 'folder.html')
    const failed = await runWith({}, 'check', clean, '--html', nowhere)
    expect([failed.status, failed.err]).toEqual([2, expect.stringContaining(`Can’t write ${nowhere}`)])
    expect(existsSync(nowhere)).toBe(false)
  })

  it('lists everything that keeps a program from being one, the server’s rules too, without a stack', async () => {
    const path = file('broken.ts', source({ asks: ", phone: 'Why'" }).replaceAll("country: 'CH'", "country: 'Bern'"))
    const { status, out, err } = await runWith({}, 'check', path)
    expect([status, err]).toEqual([1, ''])
    expect(out).toMatch(/error {2}offers\.letter\.asks\.phone +unknown_field\n/)
    expect(out).toMatch(/error {2}parties\.mailer\.country +bad_country\n/)
    expect(out).toMatch(/2 errors\. The rest is looked at once these are mended\.$/)
    expect(out).not.toMatch(/^\s+at /m)
  })

  it('lists them although what comes after the program fails for that', async () => {
    const after = "\nif (club.offers.letter.asks.phone) throw new TypeError('no phones')"
    const path = file('after.ts', source({ asks: ", phone: 'Why'", more: after }))
    expect(await runWith({}, 'check', path)).toMatchObject({ status: 1, out: expect.stringContaining('unknown_field') })
  })

  it('reads a program in JSON', async () => {
    const text = JSON.stringify(programJson(sound))
    const path = file('sound.json', text)
    const { status, out } = await runWith({}, 'check', path, '--date', '2026-11-22')
    expect([status, out]).toEqual([0, expect.stringContaining('sound, version 1')])
    const broken = file('broken.json', text.replace('"contract"', '"because"'))
    expect(await runWith({}, 'check', broken)).toMatchObject({ status: 1, out: expect.stringContaining('bad_value') })
  })

  it('takes the policy that stands beside the program, or the one that is named', async () => {
    const program = source()
      .replace("markets: ['CH']", "markets: ['US-CA']")
      .replace("benefit: 'service'", "benefit: 'coupon'")
      .replace('fairness:', 'minors: {}, fairness:')
      .replace("jurisdiction: 'CH'", "jurisdiction: 'US'")
      .replace("country: 'CH'", "country: 'US'")
    const without = file('incentive.ts', program)
    expect((await runWith({}, 'check', without)).out).toContain('no_data_value')
    const policy =
      "export const policy = { dataValue: { estimate: 4, per: 'consumer', method: 'average', asOf: '2026-01-01' } }"
    expect((await runWith({}, 'check', file('beside.ts', `${program}${policy}`))).out).not.toContain('no_data_value')
    const apart = file('policy.ts', policy)
    expect((await runWith({}, 'check', without, '--policy', apart)).out).not.toContain('no_data_value')
  })

  it('ends with 2 where there is nothing to check, and says why', async () => {
    const said = async (name: string, text: string, ...words: string[]) => {
      const { status, out, err } = await runWith({}, 'check', file(name, text), ...words)
      expect([status, out]).toEqual([2, ''])
      return err
    }
    expect(await said('none.ts', 'export const nothing = 1')).toMatch(/exports no program/)
    expect(await said('throws.ts', "throw new Error('the file is upset')")).toMatch(/the file is upset/)
    const two = source({ more: "export const other = { ...club, id: 'other' }" })
    expect(await said('two.ts', two)).toMatch(/more than one program: club, other/)
    expect(await said('no.json', '{ no json }')).toMatch(/not JSON/)
    expect(await said('syntax.ts', 'export const = 1')).toMatch(/can’t be loaded/)
    expect(await said('dated.ts', source(), '--date', 'tomorrow')).toMatch(/tomorrow is no date/)
    const missing = await runWith({}, 'check', join(folder, 'nowhere.ts'))
    expect([missing.status, missing.err]).toEqual([2, expect.stringContaining('There is no file')])
  })
})

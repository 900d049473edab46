import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer, newCheckpointKey, publicKeyOf } from 'evenhanded/server'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { run } from '../../src/cli/command-line.js'
import { addLine } from '../../src/cli/line-file.js'
import { settledLines } from '../server/support/chained.js'
import { ledger, policy } from './ledger.program.js'
import { type LedgerDesk, openLedger } from './ledger-desk.js'

let desk: LedgerDesk
let key: Awaited<ReturnType<typeof newCheckpointKey>>
beforeAll(async () => {
  desk = await openLedger(inject('postgresUrl'))
  key = await newCheckpointKey()
})
afterAll(() => desk.close())

/** A member's story in three blocks, each signed: a line of the log, and lines 1 to 6 of the bonus account. */
const story = async (tenant: string) => {
  const checkpoints = join(desk.folder, `${tenant}.jsonl`)
  const keyFile = join(desk.folder, 'key.pub.json')
  writeFileSync(keyFile, JSON.stringify({ keys: [publicKeyOf(await newCheckpointKey()), publicKeyOf(key)] }))
  const keep = (jws: string) => addLine(checkpoints, jws)
  const options = { program: ledger, policy, store: desk.store, tenant, secrets: [desk.secret] }
  const server = createServer({ ...options, checkpoints: { key, keep } })
  const ada = server.subject({ login: 'ada' })
  const enrolled = await ada.enrol('join', { by: { medium: 'paper', evidence: 'box 3/112' } })
  let lines = 1
  for (let n = 1; n <= 6; n++) {
    await ada.award({ points: { bonus: 100 * n }, reason: `order:${n}`, key: String(n) })
    lines++
    if (n % 2 > 0) continue
    await settledLines(desk.store, tenant, lines)
    expect(await server.chain({ all: true })).toMatchObject({ blocks: 1, signed: true })
  }
  const subject = (enrolled.ok && enrolled.subject) || ''
  const verify = (...words: string[]) => desk.run('verify', desk.program(tenant), ...words)
  return { server, ada, subject, verify, signed: ['--checkpoints', checkpoints, '--key', keyFile], checkpoints }
}

/** Changes rows as a superuser can, who switches off what would refuse it. */
const tamper = async (tenant: string, sql: string): Promise<void> => {
  await desk.query(`do $do$ begin
    alter table evenhanded.log disable trigger user;
    alter table evenhanded.transfer disable trigger user;
    alter table evenhanded.block disable trigger user;
    ${sql.replaceAll('$tenant', `'${tenant}'`)};
  end $do$`)
}

const unwrapped = (out: string): string => out.replaceAll('\n  ', ' ')

const bonus = (seq: number): string => `tenant = $tenant and currency = 'bonus' and seq = ${seq}`

/** Each way to tamper, how verify names it, and whether only what was signed shows it. */
const ways: readonly (readonly [what: string, sql: string, names: RegExp, signedOnly: boolean])[] = (
  [
    [
      'an amount',
      `update evenhanded.transfer set amount = 301 where ${bonus(3)}`,
      /Block 2, entry 1: bonus 3 of \S+ is not what was chained\. \(changed\)/,
    ],
    [
      'when a line was booked',
      `update evenhanded.transfer set at = at - 1 where ${bonus(4)}`,
      /Block 2, entry 2: bonus 4 of \S+ is not what was chained\. \(changed\)/,
    ],
    [
      'on what something was said',
      'update evenhanded.log set body = replace(body::text, \'"paper"\', \'"phone"\')::pg_catalog.text where tenant = $tenant',
      /Block 1, entry 1: version 1 of \S+ is not what was chained\. \(changed\)/,
    ],
    [
      'when something was said',
      'update evenhanded.log set at = at + 86400000 where tenant = $tenant',
      /Block 1, entry 1: version 1 of \S+ is not what was chained\. \(changed\)/,
    ],
    [
      'a transfer that was taken out',
      `delete from evenhanded.transfer where ${bonus(4)}`,
      /Block 2, entry 2: is missing, behind bonus 3 of \S+\. \(missing\)/,
    ],
    [
      'a line of the log that was taken out',
      'delete from evenhanded.log where tenant = $tenant',
      /Block 1, entry 1: is missing\. \(missing\)/,
    ],
    [
      'a transfer that was put in between',
      `insert into evenhanded.transfer (tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, xid)
      select tenant, subject, '00000000-0000-8000-8000-000000000001', 0, currency, 7, kind, 5, 5, at, reason, xid
      from evenhanded.transfer where ${bonus(3)}`,
      /Block 2, entry 2: bonus 7 of \S+ was never chained\. \(added\)/,
    ],
    [
      'two that were swapped',
      `update evenhanded.transfer set xid = (case seq
        when 2 then (select xid from evenhanded.transfer where ${bonus(5)})
        else (select xid from evenhanded.transfer where ${bonus(2)}) end)
      where tenant = $tenant and currency = 'bonus' and seq in (2, 5)`,
      /Block \d, entry \d: bonus [25] of \S+ stands elsewhere\. \(reordered\)/,
    ],
    [
      'a tail that was cut off',
      `delete from evenhanded.transfer where ${bonus(5)}; delete from evenhanded.transfer where ${bonus(6)}`,
      /Block 3, entry 1: is cut off, with 1 behind it, behind bonus 4 of \S+\. \(cut\)/,
    ],
    [
      'the hashes of a block',
      'update evenhanded.block set hashes = reverse(hashes) where tenant = $tenant and n = 2',
      /Block 2 is not what its root says\. \(bad_block\)/,
    ],
    [
      'a block that was taken out',
      'delete from evenhanded.block where tenant = $tenant and n = 2',
      /Block 2 is missing\. \(bad_block\)/,
    ],
    [
      'the last block with its lines',
      `delete from evenhanded.block where tenant = $tenant and n = 3;
      delete from evenhanded.transfer where ${bonus(5)}; delete from evenhanded.transfer where ${bonus(6)}`,
      /Blocks up to 3 were signed, the chain ends at 2\. \(cut\)/,
      true,
    ],
    [
      'all of the chain',
      'delete from evenhanded.block where tenant = $tenant',
      /Blocks up to 3 were signed, the chain ends at 0\. \(cut\)/,
      true,
    ],
  ] as readonly (readonly [what: string, sql: string, names: RegExp, signedOnly?: true])[]
).map(([what, sql, names, signedOnly = false]) => [what, sql, names, signedOnly])

describe('verify, of the chain', () => {
  it('says what was chained, and what was signed', async () => {
    const { verify, signed, ada } = await story('whole')
    expect(await verify()).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Chain: 7 entries in 3 blocks, no checkpoints, ok$/m),
    })
    await ada.award({ points: { bonus: 1 }, reason: 'r', key: '7' })
    await settledLines(desk.store, 'whole', 8)
    const { status, out, err } = await verify(...signed)
    expect(out).toMatch(/^Chain: 7 entries in 3 blocks, 1 not chained yet, 3 checkpoints, ok$/m)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const { chain } = JSON.parse((await verify('--json', ...signed)).out)
    expect(chain).toEqual({ blocks: 3, entries: 7, waiting: 1, faults: 0, checkpoints: 3, told: [] })
  })

  it.each(ways)('names %s', async (what, sql, names, signedOnly) => {
    const tenant = what.replace(/\W+/g, '-')
    const { verify, signed } = await story(tenant)
    expect((await verify(...signed)).status).toBe(0)
    await tamper(tenant, sql)
    const alone = unwrapped((await verify()).out)
    const { status, out } = await verify(...signed)
    expect(unwrapped(out)).toMatch(names)
    expect(status).toBe(1)
    if (signedOnly) expect(alone).not.toMatch(names)
    else expect(alone).toMatch(names)
    for (const line of out.split('\n').filter((one) => /Block|Chain/.test(one))) expect(line.length).toBeLessThan(81)
  })

  it('shows against what was signed that all was chained anew', async () => {
    const { server, verify, signed } = await story('anew')
    await tamper(
      'anew',
      `update evenhanded.transfer set reason = 'order:9', amount = 600 where ${bonus(6)};
      delete from evenhanded.block where tenant = $tenant`,
    )
    await server.chain({ all: true })
    expect((await verify()).out).toMatch(/no checkpoints, ok$/m)
    const { out } = await verify(...signed)
    expect(out).toContain('Block 1 is not the one that was signed. (bad_checkpoint)')
    expect(out).toContain('Blocks up to 3 were signed, the chain ends at 1. (cut)')
  })

  it('leaves a site’s own references outside', async () => {
    const { verify, signed } = await story('words')
    await tamper('words', `update evenhanded.transfer set reason = 'erased' where ${bonus(3)}`)
    expect((await verify(...signed)).status).toBe(0)
  })

  it('takes no checkpoint for signed that is not', async () => {
    const { verify, signed, checkpoints } = await story('unsigned')
    const [first = '', second = ''] = readFileSync(checkpoints, 'utf8').split('\n')
    const [head, body] = first.split('.')
    await addLine(checkpoints, `${head}.${body}.${second.split('.')[2]}`)
    const { status, out } = await verify(...signed)
    expect(out).toContain('Line 4 of the checkpoints is not signed by the key. (bad_checkpoint)')
    expect(status).toBe(1)
  })

  it('says which file it can’t use', async () => {
    const { verify, checkpoints } = await story('files')
    expect(await verify('--checkpoints', join(desk.folder, 'none.jsonl'))).toMatchObject({ status: 2 })
    const none = await verify('--checkpoints', checkpoints, '--key', join(desk.folder, 'none.json'))
    expect(none).toMatchObject({ status: 2, err: expect.stringContaining('Can’t read') })
    writeFileSync(join(desk.folder, 'odd.json'), '{"kty":"RSA"}')
    const odd = await verify('--checkpoints', checkpoints, '--key', join(desk.folder, 'odd.json'))
    expect(odd).toMatchObject({ status: 2, err: expect.stringContaining('holds no Ed25519 key') })
  })
})

describe('serve', () => {
  it('chains, signs with a key of its own, and keeps that where verify finds it', async () => {
    const data = join(desk.folder, 'data')
    const program = desk.program('signing')
    const server = desk.server('signing')
    await server.subject({ login: 'ada' }).enrol('join', { by: {} })
    await settledLines(desk.store, 'signing', 1)
    await server.chain({ all: true })
    await desk.letGo()
    const [out, err]: [string[], string[]] = [[], []]
    const terminal = {
      env: { EVENHANDED_SECRET: desk.secret },
      out: (line: string) => out.push(line),
      err: (line: string) => err.push(line),
    }
    const status = run(['serve', program, ...desk.where, '--port', '0'], terminal)
    while (!existsSync(join(data, 'checkpoints.jsonl'))) await new Promise((resolve) => setTimeout(resolve, 25))
    process.emit('SIGTERM')
    expect({ status: await status, err }).toEqual({ status: 0, err: [] })
    if (process.platform !== 'win32') expect(statSync(join(data, 'checkpoint-key.json')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(data, 'checkpoint-key.pub.json'), 'utf8')).not.toContain('"d"')
    expect((await desk.run('verify', program)).out).toMatch(/^Chain: 1 entry in 1 block, 1 checkpoint, ok$/m)
  })
})

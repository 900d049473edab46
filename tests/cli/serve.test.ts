import { createServer as createNetServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { run } from '../../src/cli/command-line.js'
import { loadProgram } from '../../src/cli/program-file.js'
import { dueLoop } from '../../src/cli/serve-due.js'
import { device } from '../server/support/device.js'
import { type LedgerDesk, openLedger } from './ledger-desk.js'

let desk: LedgerDesk
beforeAll(async () => {
  desk = await openLedger(inject('postgresUrl'))
})
afterAll(() => desk.close())

/** Waits for something; the test's own timeout says when it never comes. */
const until = async <Value>(look: () => Value | undefined | Promise<Value | undefined>): Promise<Value> => {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** A command that runs until it is told to end. */
const serving = async (...words: readonly string[]) => {
  await desk.letGo()
  const out: string[] = []
  const err: string[] = []
  const terminal = {
    env: { EVENHANDED_SECRET: desk.secret },
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  }
  const status = run(['serve', ...words, ...desk.where, '--port', '0'], terminal)
  const address = () => until(() => /http:\S+\/evenhanded/.exec(out.join('\n'))?.[0])
  const end = async () => {
    process.emit('SIGTERM')
    return status
  }
  return { out, err, status, address, end }
}

describe('serve', () => {
  it('answers, does the due work, and ends cleanly when it is told to', async () => {
    const program = desk.program('served')
    const ada = desk.server('served', () => Date.UTC(2020, 0, 1)).subject({ login: 'ada' })
    await ada.enrol('join', { by: {} })
    await ada.award({ points: { bonus: 700 }, reason: 'a', key: 'a' })
    const one = await serving(program)
    const response = await fetch(`${await one.address()}/program`)
    expect(await response.json()).toMatchObject({ id: 'served' })
    await until(async () => {
      if (!desk.isShared) return true
      const sums = await desk.store.sums('served', { until: Number.MAX_SAFE_INTEGER })
      return sums.find(({ kind }) => kind === 'expire')
    })
    expect(await one.end()).toBe(0)
    const sums = await desk.store.sums('served', { until: Number.MAX_SAFE_INTEGER })
    expect(sums.find(({ kind }) => kind === 'expire')).toMatchObject({ amount: 700, transfers: 1 })
    await expect(fetch(`${await one.address()}/program`)).rejects.toThrow()
    expect(one.err).toEqual([])
  })

  it('leaves the due work to others where it is told to', async () => {
    const program = desk.program('no-due')
    const ada = desk.server('no-due', () => Date.UTC(2020, 0, 1)).subject({ login: 'ada' })
    await ada.enrol('join', { by: {} })
    await ada.award({ points: { bonus: 700 }, reason: 'a', key: 'a' })
    const one = await serving(program, '--no-due')
    await fetch(`${await one.address()}/program`)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await one.end()).toBe(0)
    const sums = await desk.store.sums('no-due', { until: Number.MAX_SAFE_INTEGER })
    expect(sums.map(({ kind }) => kind)).toEqual(['award'])
  })

  it('answers pages of an earlier version as well, where it is given', async () => {
    const old = desk.program('rolled-out-before', (text) => text.replace(`'rolled-out-before'`, `'rolled-out'`))
    const next = desk.program('rolled-out', (text) => text.replace('version: 1,', 'version: 2,'))
    const one = await serving(next, '--no-due', '--earlier', old)
    const versions = await Promise.all(
      [1, 2, 3].map(async (version) => {
        const response = await fetch(`${await one.address()}/state?version=${version}`)
        return ((await response.json()) as { program: { version: number } }).program.version
      }),
    )
    expect(versions).toEqual([1, 2, 2])
    expect(await one.end()).toBe(0)
  })

  it('signs in whom the program’s file says', async () => {
    const program = desk.program('signed-in', (text) => `${text}\nexport const authenticate = () => ({ id: 'ada' })\n`)
    const ada = desk.server('signed-in').subject({ login: 'ada' })
    const enrolled = await ada.enrol('join', { by: {} })
    const one = await serving(program, '--no-due')
    const response = await fetch(`${await one.address()}/state`)
    expect(await response.json()).toMatchObject({ subject: enrolled.ok && enrolled.subject })
    expect(await one.end()).toBe(0)
  })

  it('writes with the messenger of the program’s file, serves the page that confirms, and says that it heeds signals', async () => {
    const letters: { to: string; link: string }[] = []
    Object.assign(globalThis, { letters })
    const path = desk.program('letters', (text) =>
      [
        text
          .replace(`purposes: {`, `purposes: { news: { label: 'Send news', basis: 'consent', confirm: true },`)
          .replace(`gives: {`, `invites: { news: ['email'] }, gives: {`),
        `export const messenger = { send: async (message) => void globalThis.letters.push(message) }`,
        `export const confirmUrl = 'https://club.example/evenhanded/confirm'`,
      ].join('\n'),
    )
    const program = await loadProgram(path)
    const one = await serving(path, '--no-due')
    const { origin } = new URL(await one.address())
    const browser = device({ fetch: (request) => fetch(request) }, program, origin)
    await browser.send(browser.accept('join', { email: 'ada@b.ch' }, { consents: { news: ['email'] } }))
    const letter = await until(() => letters[0])
    expect(letter.to).toBe('ada@b.ch')
    const { pathname, search } = new URL(letter.link)
    const page = await fetch(`${origin}${pathname}${search}`)
    expect(await page.text()).toContain('Please confirm')
    expect(await (await fetch(`${origin}/.well-known/gpc.json`)).json()).toMatchObject({ gpc: true })
    expect(await one.end()).toBe(0)
  })

  it('says why it can’t', async () => {
    const program = desk.program('cannot')
    const port = await desk.run('serve', program, '--port', 'http')
    expect(port).toMatchObject({ status: 2, err: expect.stringContaining('http is no port.') })
    const taken = createNetServer()
    await new Promise<void>((resolve) => taken.listen(0, 'localhost', resolve))
    const { port: number } = taken.address() as { port: number }
    const said = await desk.run('serve', program, '--port', String(number))
    taken.close()
    expect(said).toMatchObject({ status: 2, err: `Can’t listen on port ${number}: it is taken.` })
  })
})

describe('the due work’s loop', () => {
  const nothing = {
    ...{ expired: 0, released: 0, tiers: 0, notices: 0, delivered: 0, returned: 0, revoked: 0 },
    ...{ raffles: { opened: 0, closed: 0, forgotten: 0 }, requests: { open: 0, overdue: 0 }, messages: 0 },
    ...{ chained: 0, more: false },
  }

  it('goes on at once where more is left, and tells what fails', async () => {
    const calls: object[] = []
    const failures: unknown[] = []
    const loop = dueLoop(
      {
        dueWork: async (options = {}) => {
          calls.push(options)
          if (calls.length === 3) throw new Error('the store failed')
          return { ...nothing, more: calls.length < 3 }
        },
      },
      (error) => failures.push(error),
    )
    await until(() => (failures.length > 0 ? true : undefined))
    await loop.stop()
    expect(calls).toEqual([1, 2, 3].map(() => ({ budget: 30_000, notices: true })))
    expect(failures).toMatchObject([{ message: 'the store failed' }])
  })

  it('waits for what runs when it is stopped, and begins nothing more', async () => {
    let [begun, ended] = [0, 0]
    const loop = dueLoop(
      {
        dueWork: async () => {
          begun++
          await new Promise((resolve) => setTimeout(resolve, 50))
          ended++
          return { ...nothing, more: true }
        },
      },
      () => undefined,
    )
    await until(() => (begun > 0 ? true : undefined))
    await loop.stop()
    expect(ended).toBe(begun)
    const before = begun
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(begun).toBe(before)
  })
})

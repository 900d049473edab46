import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { leftOut } from '../support/left-out.js'
import { sharedData } from '../support/shared-data.js'
import { openDesk, sale } from './desk.js'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const built = existsSync(cli)
if (!built) leftOut('the command line as a process of its own', 'there is no dist: run npm run build')
const lines = sharedData('retail/lines.tsv.gz')

const memoryAtExit = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => console.log(process.resourceUsage().maxRSS * 1024 / 1e6))`,
)}`

const evenhanded = (env: { readonly [name: string]: string }, ...words: readonly string[]) =>
  new Promise<{ readonly status: number | null; readonly out: string; readonly err: string }>((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', memoryAtExit, cli, ...words], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, out, err }))
  })

describe.skipIf(!built)('the command line as a process of its own', () => {
  const desk = openDesk()
  const secret = { EVENHANDED_SECRET: desk.secret }
  const data = join(desk.folder, 'data')
  afterAll(() => desk.close())

  it('loads a program from where no package is installed, and ends with 0', async () => {
    const orders = desk.orders('orders.tsv', [sale('1', 'ada', 5)])
    const { status, out, err } = await evenhanded(secret, 'import', desk.program('built'), orders, '--data', data)
    expect(out).toMatch(/ 5 {2}points issued/)
    // Into a pipe goes no progress bar.
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })

  it('loads a program of the examples, which stands among packages', async () => {
    const orders = desk.orders('desk.tsv', [sale('1', 'ada', 5), 'not a line'])
    const program = fileURLToPath(new URL('../../examples/loyalty-desk/program.ts', import.meta.url))
    const { status, out, err } = await evenhanded(secret, 'import', program, orders, '--data', data, '--json')
    expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({ issued: 5, rejected_lines: 1 })
    expect(err.trim()).toMatch(/^desk\.tsv, line 3: 1 column/)
    expect(status).toBe(1)
  })

  it('ends with 2 where it can’t be done', async () => {
    const { status, err } = await evenhanded(secret, 'import', 'nowhere.ts', 'nothing.tsv', '--data', data)
    expect(err).toMatch(/There is no file nowhere\.ts/)
    expect(status).toBe(2)
  })

  it.skipIf(!lines)('holds less than 300 MB while it imports 317,000 lines', async () => {
    const program = desk.program('large')
    const { status, out } = await evenhanded(secret, 'import', program, lines ?? '', '--data', data, '--json')
    const [summary, memory] = out.trim().split('\n')
    expect(status).toBe(0)
    expect(JSON.parse(summary ?? '')).toMatchObject({ available: 4_949_159 })
    expect(Number(memory)).toBeGreaterThan(40)
    expect(Number(memory)).toBeLessThan(300)
  })
})

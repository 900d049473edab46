import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProject, needBuild } from './built.js'
import { type Row, row } from './compare.js'

const orders = inProject('../shared/data/retail/lines.tsv.gz')
const program = inProject('examples/loyalty-desk/program.ts')
const booked = 13_595
const runs = 5

/**
 * A retailer's history of 317,000 lines into an embedded database, beside as many bare inserts. Both are processes of
 * their own on copies of one empty database, and both count from their start to the closed database; the second row
 * holds the same import against the inserts alone.
 */
export async function importBench(): Promise<readonly Row[]> {
  if (!existsSync(orders)) {
    console.error('import is left out: there is no ../shared/data/retail/lines.tsv.gz beside this clone.')
    return []
  }
  needBuild()
  const folder = mkdtempSync(join(tmpdir(), 'evenhanded-bench-'))
  const empty = join(folder, 'empty')
  const fresh = (): string => {
    const copy = join(folder, 'copy')
    rmSync(copy, { recursive: true, force: true })
    cpSync(empty, copy, { recursive: true })
    return copy
  }
  try {
    await node(['dist/cli.js', 'migrate', '--data', empty])
    const ours: Imported[] = []
    const theirs: Inserted[] = []
    for (let run = 0; run < runs; run++) {
      ours.push(await imported(fresh()))
      theirs.push(await inserted(fresh()))
    }
    const seconds = ours.map((one) => one.seconds)
    const rows = { unit: 's', goal: 4, ours: seconds }
    return [
      row({ ...rows, name: 'import, all of it, bare inserts', theirs: theirs.map((one) => one.seconds) }),
      row({ ...rows, name: 'import, all of it, inserts without opening', theirs: theirs.map((one) => one.inserts) }),
      row({ name: 'import, memory', unit: 'MB', goal: 1, ours: ours.map((one) => one.memory), theirs: [300] }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Imported {
  readonly seconds: number
  /** The most that the process held, in MB. */
  readonly memory: number
}

interface Inserted {
  readonly seconds: number
  readonly inserts: number
}

async function imported(data: string): Promise<Imported> {
  const said = await node([
    '--import',
    memoryAtExit,
    'dist/cli.js',
    'import',
    program,
    orders,
    '--json',
    '--data',
    data,
  ])
  const [summary, memory] = said.trim().split('\n') as [string, string]
  const { seconds, available, issued } = JSON.parse(summary)
  if (available !== 4_949_159 || issued !== 5_153_823) throw new Error(`The import came to other totals: ${summary}`)
  return { seconds, memory: Number(memory) }
}

const inserted = async (data: string): Promise<Inserted> =>
  JSON.parse(await node(['bench/bare-inserts.mjs', join(data, 'database'), String(booked)]))

/** `maxRSS` is in kilobytes on every system. */
const memoryAtExit = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => console.log(process.resourceUsage().maxRSS * 1024 / 1e6))`,
)}`

/** Runs Node to its end and returns what it printed. */
const node = (words: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: inProject('.'), stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`node ${words.join(' ')} ended with ${code}: ${err.trim()}`)),
    )
  })

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { inProject, needBuild } from './built.js'
import { compare, type Row } from './compare.js'

interface Size {
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly limit: number
}

/** What a page pays, brotli, beside what it may; and that nobody gets zod who did not ask for it. */
export async function sizes(): Promise<readonly Row[]> {
  needBuild()
  const rows = measured().map(({ name, size, limit }) =>
    // Every run gives the same.
    compare({ name, unit: 'kB', goal: 1, ours: () => size / 1000, reference: limit / 1000, runs: 1 }),
  )
  const zod = await zodModules()
  const name = 'zod modules in the doors of a page'
  return [
    ...(await Promise.all(rows)),
    await compare({ name, unit: 'modules', goal: 0, ours: () => zod, reference: 0, runs: 1 }),
  ]
}

function measured(): readonly Size[] {
  const folder = mkdtempSync(join(tmpdir(), 'evenhanded-sizes-'))
  try {
    const file = join(folder, 'sizes.json')
    const script = [inProject('scripts/size.mjs'), '--json', file]
    const { stderr } = spawnSync(process.execPath, script, { cwd: inProject('.'), encoding: 'utf8' })
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as readonly Size[]
    } catch (cause) {
      throw new Error(`The sizes could not be measured. ${stderr.trim()}`, { cause })
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Of everything that both doors hold: what is not in it, no single function pulls in. */
async function zodModules(): Promise<number> {
  const { metafile } = await build({
    stdin: {
      contents: `export * from './dist/index.js'; export * as client from './dist/client.js'`,
      resolveDir: inProject('.'),
    },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    logLevel: 'silent',
  })
  return Object.keys(metafile.inputs).filter((path) => path.includes('node_modules/zod/')).length
}

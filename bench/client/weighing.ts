import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { inProject } from '../built.js'
import { type Row, row } from '../compare.js'
import { others, othersInstalled } from './beside.js'

const uis = [
  { door: 'evenhanded/react', external: ['react', 'react/*', 'react-dom'] },
  { door: 'evenhanded/vue', external: ['vue'] },
]

/** What a page loads for the client, and for hooks on top of it; beside it what others ship. */
export async function weighing(): Promise<readonly Row[]> {
  console.error('  sizes …')
  const from = inProject('bench')
  const client = await weight({ from, source: exported('evenhanded/client') })
  const rows = [weighed('evenhanded/client, goal', client, 12, 1)]
  for (const { door, external } of uis) {
    const source = `${exported('evenhanded/client')}\n${exported(door, 'ui')}`
    rows.push(weighed(`${door} on top of it, goal`, (await weight({ from, source, external })) - client, 2.5, 1))
  }
  const folder = othersInstalled()
  if (folder !== undefined)
    for (const { package: name, version, imports } of others) {
      const source = `import ${imports} from '${name}'\nconsole.log(${imports.replace(/^\* as|[{}]/g, '')})`
      rows.push(
        weighed(`evenhanded/client, ${name} ${version}`, client, await weight({ from: folder, source }), undefined),
      )
    }
  return rows
}

const exported = (door: string, name = 'client'): string => `export * as ${name} from '${door}'`

const weighed = (name: string, ours: number, reference: number, goal: number | undefined): Row =>
  row({ name, unit: 'kB', goal, ours: [ours], theirs: [reference] })

/** Kilobytes, brotli, of what a page loads at once: what is imported only later does not count. */
export async function weight(given: {
  readonly from: string
  readonly source: string
  readonly external?: readonly string[]
}): Promise<number> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: given.source, resolveDir: given.from, sourcefile: 'page.js' },
    absWorkingDir: given.from,
    tsconfig: inProject('tsconfig.json'),
    external: [...(given.external ?? [])],
    outdir: 'out',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  const loaded = new Set<string>()
  const load = (path: string): void => {
    if (loaded.has(path)) return
    loaded.add(path)
    for (const { path: other, kind, external } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && !external) load(other)
  }
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint?.endsWith('page.js')) load(path)
  const bytes = [...loaded].map((path) => {
    const file = outputFiles.find((one) => one.path.endsWith(path))
    if (!file) throw new Error(`There is no ${path} among what was bundled`)
    return brotliCompressSync(file.contents).length
  })
  if (loaded.size === 0) throw new Error('Nothing of the page was found among what was bundled')
  return bytes.reduce((sum, size) => sum + size, 0) / 1000
}

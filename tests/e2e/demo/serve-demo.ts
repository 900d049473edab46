import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Demo {
  /** As in `http://localhost:40123`. */
  readonly address: string
  stop(): Promise<void>
}

/** Builds the demo's pages and starts its server as `npm start` does: over the built package, on a free port. */
export async function serveDemo(): Promise<Demo> {
  if (!existsSync(join(root, 'dist/server.js'))) throw new Error('the package is not built: run npm run build first')
  const folder = await mkdtemp(join(tmpdir(), 'evenhanded-demo-'))
  const pages = join(folder, 'pages')
  await build({
    configFile: join(root, 'examples/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: pages, emptyOutDir: true },
  })
  const server = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', 'examples/server.ts'],
      ...['--port', '0', '--data', join(folder, 'data'), '--pages', pages],
    ],
    { cwd: root, env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.build.json' } },
  )
  return {
    address: await said(server),
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The address that the server prints; what it printed else, where it ends without. */
function said(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer): void => {
      output += chunk
      const address = /http:\/\/localhost:\d+/.exec(output)?.[0]
      if (address) resolve(address)
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('exit', (code) => reject(new Error(`the demo's server ended with ${code}: ${output}`)))
  })
}

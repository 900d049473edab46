import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { firstExchange, ways } from '../docs/first-exchange.js'
import { launchBrowser } from '../support/browser.js'

const found = inject('browser')

/** What a reader does on the page: the plain one accepts by itself, the others show a form. */
async function accept(page: Page, way: (typeof ways)[number]['way']): Promise<void> {
  if (way === 'plain') return
  await page.getByLabel('E-mail').fill('ada@trails.example')
  await page.getByRole('button', { name: 'Accept' }).click()
}

/** A folder of a site's own: the files that the page shows, and the packages that its commands install. */
async function site(way: (typeof ways)[number]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evenhanded-first-'))
  await mkdir(join(folder, 'node_modules/@electric-sql'), { recursive: true })
  await symlink(resolve('.'), join(folder, 'node_modules/evenhanded'))
  for (const name of ['zod', '@electric-sql/pglite', 'react', 'react-dom', 'vue'])
    await symlink(resolve('node_modules', name), join(folder, 'node_modules', name))
  for (const [name, text] of Object.entries(firstExchange(way).files)) await writeFile(join(folder, name), text)
  // As every project with React and TypeScript has it.
  await writeFile(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "jsx": "react-jsx" } }')
  return folder
}

describe.runIf(found)('the first exchange of docs/client.md, word for word', () => {
  let browser: Browser
  beforeAll(async () => {
    if (!found) throw new Error('there is no browser')
    if (!existsSync('dist/cli.js')) throw new Error('the package is not built: run npm run build first')
    browser = await launchBrowser(found)
  })
  afterAll(() => browser?.close())

  it.each(ways)('is accepted by the server: $way', async (way) => {
    const folder = await site(way)
    let server: ChildProcess | undefined
    let pages: ViteDevServer | undefined
    try {
      const [, serving = ''] = firstExchange(way).commands
      expect(serving).toMatch(/^npx evenhanded serve program\.ts\b/)
      const words = [resolve('dist/cli.js'), 'serve', 'program.ts', '--port', '0']
      server = spawn(process.execPath, words, { cwd: folder })
      const port = await portOf(server)
      const config = firstExchange(way).files['vite.config.ts'] ?? ''
      expect(config).toContain('4320')
      // The same on a port that is free.
      await writeFile(join(folder, 'vite.config.ts'), config.replace('4320', port))
      pages = await createServer({
        root: folder,
        configFile: join(folder, 'vite.config.ts'),
        cacheDir: join(folder, '.vite'),
        logLevel: 'error',
        // What is linked here lies elsewhere.
        server: { fs: { strict: false }, host: '127.0.0.1', port: 0 },
      })
      await pages.listen()
      const page = await (await browser.newContext()).newPage()
      const errors: string[] = []
      page.on('pageerror', ({ message }) => errors.push(message))
      const answers: Promise<unknown>[] = []
      page.on('response', (response) => {
        if (response.url().endsWith('/evenhanded/commands')) answers.push(response.json())
      })
      await page.goto(pages.resolvedUrls?.local[0] ?? '')
      await accept(page, way.way)
      await page.getByText(way.way === 'plain' ? 'Accepted' : 'Agreed. You get:').waitFor()
      await expect.poll(() => answers.length).toBe(1)
      expect(await answers[0]).toMatchObject({ results: [{ ok: true }] })
      expect(errors).toEqual([])
      await page.context().close()
    } finally {
      await pages?.close()
      await ended(server)
      await rm(folder, { recursive: true, force: true })
    }
  })
})

const ended = (server: ChildProcess | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (server?.exitCode !== null) resolve()
    server?.once('exit', () => resolve())
    server?.kill('SIGTERM')
  })

/** The port that a server prints; what it printed else, where it ends without. */
function portOf(server: ChildProcess): Promise<string> {
  return new Promise((found, reject) => {
    let output = ''
    const read = (chunk: Buffer): void => {
      output += chunk
      const port = /http:\/\/localhost:(\d+)/.exec(output)?.[1]
      if (port) found(port)
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('exit', (code) => reject(new Error(`evenhanded serve ended with ${code}: ${output}`)))
  })
}

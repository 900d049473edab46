import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// A page that is rendered on a server imports everything there. What a door does when it is imported must not need a
// browser, and must not look for one either: `typeof window` at the wrong moment is how the two sides come to differ.

const root = fileURLToPath(new URL('../../', import.meta.url))
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object }
const doors = Object.keys(exports)
  .filter((door) => door !== './package.json')
  .map((door) => (door === '.' ? 'index' : door.slice(2)))

/** What only browsers have, or what is another thing there. */
const browserGlobals = [
  ...['window', 'self', 'document', 'navigator', 'location', 'history', 'localStorage', 'sessionStorage', 'indexedDB'],
  ...['IDBKeyRange', 'BroadcastChannel', 'addEventListener', 'matchMedia', 'requestAnimationFrame', 'isSecureContext'],
  ...['HTMLElement', 'HTMLFormElement', 'MutationObserver', 'Element', 'XMLHttpRequest', 'fetch', 'caches'],
] as const

let folder = ''
beforeAll(() => {
  // Below the project, so that the packages that the doors import are found from there.
  const cache = join(root, 'node_modules/.cache/evenhanded')
  mkdirSync(cache, { recursive: true })
  folder = mkdtempSync(join(cache, 'doors-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Imports a module of ours in Node, and says which globals of a browser it looked at meanwhile. */
async function touchedBy(
  name: string,
  source: Pick<BuildOptions, 'entryPoints' | 'stdin'>,
): Promise<readonly string[]> {
  const { outputFiles = [] } = await build({
    ...source,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    loader: { '.sql': 'text' },
    outdir: folder,
  })
  const file = join(folder, `${name}.mjs`)
  writeFileSync(file, outputFiles[0]?.contents ?? '')
  const touched = new Set<string>()
  const before = browserGlobals.map((one) => [one, Object.getOwnPropertyDescriptor(globalThis, one)] as const)
  for (const one of browserGlobals)
    Object.defineProperty(globalThis, one, {
      configurable: true,
      get() {
        // What other packages look at is theirs.
        if (new Error(one).stack?.split('\n')[2]?.includes(`${name}.mjs`)) touched.add(one)
      },
    })
  try {
    await import(/* @vite-ignore */ pathToFileURL(file).href)
  } finally {
    for (const [one, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, one, descriptor)
      else Reflect.deleteProperty(globalThis, one)
    }
  }
  return [...touched]
}

describe('importing in Node', () => {
  for (const door of doors)
    it(`the door ${door} looks at nothing of a browser`, async () => {
      expect(await touchedBy(door, { entryPoints: [join(root, `src/${door}.ts`)] })).toEqual([])
    })

  it('would be seen to look', async () => {
    const contents = 'export const here = typeof document; export const line = globalThis.navigator?.onLine'
    expect(await touchedBy('looks', { stdin: { contents } })).toEqual(['document', 'navigator'])
  })
})

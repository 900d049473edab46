import { readFileSync } from 'node:fs'
import { transform } from 'esbuild'
import { expect } from 'vitest'

const doors: { readonly [name: string]: () => Promise<unknown> } = {
  evenhanded: () => import('../../src/index.js'),
  'evenhanded/client': () => import('../../src/client.js'),
  'evenhanded/elements': () => import('../../src/elements.js'),
  'evenhanded/server': () => import('../../src/server.js'),
  'evenhanded/standards': () => import('../../src/standards.js'),
  jose: () => import('jose'),
  zod: () => import('zod'),
}

/** The page's code as one function: what it imports is handed in, what it promises after an arrow is checked. */
function runnable(page: string): string {
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = '']) => text)
  return blocks
    .join('\n')
    .replaceAll(/^import \* as (\w+) from '(.*)'$/gm, `const $1 = await doors['$2']()`)
    .replaceAll(/^import (\{.*\}) from '(.*)'$/gm, `const $1 = await doors['$2']()`)
    .replaceAll(/^(.*) \/\/ → (.*)$/gm, 'check($1, $2)')
}

/** Runs all examples of a page, one after the other, and holds each line with an arrow to what it promises. */
export async function runPage(file: string): Promise<void> {
  const page = readFileSync(file, 'utf8')
  const promised = page.match(/\/\/ → /g)?.length ?? 0
  const { code } = await transform(`export const run = async (doors, check) => {\n${runnable(page)}\n}`, {
    loader: 'ts',
  })
  const { run } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    run: (doors: unknown, check: (found: unknown, wanted: unknown) => void) => Promise<void>
  }
  let checked = 0
  await run(doors, (found, wanted) => {
    checked++
    if (typeof wanted === 'object' && wanted !== null) expect(found).toMatchObject(wanted)
    else expect(found).toBe(wanted)
  })
  expect(promised).toBeGreaterThan(0)
  expect(checked).toBe(promised)
}

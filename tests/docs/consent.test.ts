import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { expect, it } from 'vitest'
import { runPage } from './run-page.js'

it('docs/consent.md comes out as it says', () => runPage('docs/consent.md'))

it('docs/consent.md names code and tests that are there', () => {
  const named = [...readFileSync('docs/consent.md', 'utf8').matchAll(/`((?:core|server|tests)\/[\w/-]+)`/g)]
  const paths = named.map(([, path = '']) => (path.startsWith('tests/') ? path : `src/${path}`))
  const isThere = (path: string): boolean =>
    existsSync(dirname(path)) && readdirSync(dirname(path)).some((name) => name.startsWith(basename(path)))
  expect(paths.length).toBeGreaterThan(30)
  expect(paths.filter((path) => !isThere(path))).toEqual([])
})

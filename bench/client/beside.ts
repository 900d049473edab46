import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../built.js'

/** What others ship for work of a like kind, each at the version that is looked at, and what a page imports of it. */
export const others = [
  { package: 'c15t', version: '2.2.1', imports: '{ getOrCreateConsentRuntime }' },
  { package: 'klaro', version: '0.7.22', imports: '* as klaro' },
  { package: 'vanilla-cookieconsent', version: '3.1.0', imports: '* as consent' },
  { package: '@segment/analytics-next', version: '1.84.3', imports: '{ AnalyticsBrowser }' },
  { package: 'posthog-js', version: '1.449.2', imports: '{ posthog }' },
] as const

/**
 * Installs them, in a folder of their own: nobody needs them who does not run this bench.
 *
 * @returns the folder, or `undefined`, and said so, where the registry can't be reached
 */
export function othersInstalled(): string | undefined {
  const folder = inProject('node_modules/.cache/evenhanded/beside-the-client')
  const manifest = JSON.stringify({
    private: true,
    dependencies: Object.fromEntries(others.map(({ package: name, version }) => [name, version])),
  })
  const isThere = others.every(({ package: name }) => existsSync(join(folder, 'node_modules', name, 'package.json')))
  if (isThere) return folder
  console.error('  installing what the client is held against …')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), manifest)
  // None of their scripts is needed to bundle them, and none is run.
  const words = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  const windows = process.platform === 'win32'
  const { status, stderr } = spawnSync(windows ? 'npm.cmd' : 'npm', words, {
    cwd: folder,
    encoding: 'utf8',
    shell: windows,
    timeout: 180_000,
  })
  if (status === 0) return folder
  const why = stderr?.split('\n').find((line) => line.startsWith('npm error')) ?? 'npm took too long'
  console.error(`  other packages are left out, for they can't be installed: ${why}`)
  return undefined
}

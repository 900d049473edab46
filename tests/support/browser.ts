import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright'

/** What Playwright's `chromium.launch` needs, and where we have it from. */
export interface FoundBrowser {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly from: string
}

export type BrowserSearch = FoundBrowser | { readonly unavailable: string }

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

// Chromium's sandbox refuses uid 0; for everybody else it stays on.
const flags = (): string[] => (process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet)

const systemPaths: Readonly<Record<string, readonly string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

const version = '147.0.0'
const cache = fileURLToPath(new URL('../../node_modules/.cache/evenhanded/', import.meta.url))

/** The package's own configuration names folders of AWS Lambda; ours names those that exist. */
const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`

/**
 * Unpacks @sparticuz/chromium once. In a process of its own, because the package unpacks into the temporary folder
 * and changes its process's environment; under a name of its own and then renamed, because two test runs may come at
 * the same time and half a browser must never be found.
 */
const unpack = async (): Promise<string> => {
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  const entry = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../esm/index.js')
  await mkdir(cache, { recursive: true })
  const partial = mkdtempSync(join(cache, 'unpacking-'))
  const script = `import chromium from ${JSON.stringify(pathToFileURL(entry).href)}; await chromium.executablePath()`
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  })
  writeFileSync(join(partial, 'fonts', 'fonts.conf'), fontsConf(folder))
  try {
    renameSync(partial, folder)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

const fromRegistry = async (): Promise<FoundBrowser | undefined> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = await unpack()
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return {
    executablePath: join(folder, 'chromium'),
    args: [...flags(), '--font-render-hinting=none'],
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts') },
    from: `@sparticuz/chromium ${version}`,
  }
}

const installed = (): FoundBrowser | undefined => {
  const candidates: readonly (readonly [path: string | undefined, from: string])[] = [
    [process.env.CHROME_PATH, 'CHROME_PATH'],
    [chromium.executablePath(), 'Playwright'],
    ...(systemPaths[process.platform] ?? []).map((path) => [path, 'the system'] as const),
  ]
  for (const [path, from] of candidates) {
    if (path && existsSync(path)) return { executablePath: path, args: flags(), env: {}, from }
  }
  return undefined
}

/**
 * Finds a Chromium: CHROME_PATH, Playwright's, the system's, the registry's. Where there is none it says why, and
 * throws when CI is set, because there nobody would read it.
 */
export const findBrowser = async (): Promise<BrowserSearch> => {
  const reasons: string[] = []
  const found =
    installed() ??
    (await fromRegistry().catch((error: unknown) => {
      reasons.push(error instanceof Error ? error.message : String(error))
      return undefined
    }))
  if (found) return found
  const unavailable = ['no Chromium found; name one in CHROME_PATH', ...reasons].join('; ')
  if (process.env.CI) throw new Error(unavailable)
  return { unavailable }
}

/** Playwright's launch options for a browser that was found. */
export const launchOptions = (found: FoundBrowser) => ({
  executablePath: found.executablePath,
  args: [...found.args],
  env: { ...(process.env as Record<string, string>), ...found.env },
  headless: true,
})

export const launchBrowser = (found: FoundBrowser): Promise<Browser> => chromium.launch(launchOptions(found))

import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { configDefaults, defineConfig } from 'vitest/config'
import { type FoundBrowser, findBrowser, launchOptions } from './tests/support/browser.js'
import { sqlText } from './tests/support/sql.js'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const inChromium = ['tests/**/*.browser.test.{ts,tsx}']
const outside = [...configDefaults.exclude, ...inChromium]

// Sources under test are the sources: the built package is looked at by tests/package and by the pages of tests/e2e.
const shared = {
  plugins: [sqlText(), vue()],
  resolve: {
    alias: [
      { find: /^evenhanded$/, replacement: here('./src/index.ts') },
      { find: /^evenhanded\/(.+)$/, replacement: here('./src/$1.ts') },
    ],
  },
}

const node = (name: string, folders: readonly string[], settings: { timeout: number; parallel?: boolean }) => ({
  ...shared,
  test: {
    name,
    include: folders.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`),
    exclude: outside,
    environment: 'node',
    setupFiles: ['tests/support/seed.ts'],
    testTimeout: settings.timeout,
    hookTimeout: settings.timeout,
    fileParallelism: settings.parallel ?? true,
  },
})

const browser = await findBrowser()

/** @param packages named beforehand: what Vite finds out only while tests run makes it reload the page under them */
const inBrowser = (found: FoundBrowser, name: string, include: readonly string[], packages: readonly string[]) => ({
  ...shared,
  optimizeDeps: {
    include: [
      ...['react', 'react/jsx-dev-runtime', 'react-dom/client', 'react-dom/server', 'idb-keyval'],
      // Of the server, which runs in the page where what it renders is looked at.
      ...['zod', 'zod/mini', 'hono', 'hono/utils/cookie', 'jose', 'temporal-polyfill'],
      ...['@noble/hashes/hmac', '@noble/hashes/sha2', '@noble/hashes/utils'],
      ...packages,
    ],
  },
  test: {
    name,
    include: [...include],
    exclude: [...configDefaults.exclude, 'tests/ui/react-18/**'],
    testTimeout: 60_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: launchOptions(found) }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
})

const chromium =
  'unavailable' in browser
    ? []
    : [
        inBrowser(browser, 'browser', inChromium, [
          ...['vue', 'vue/server-renderer', 'react-hook-form', '@hookform/resolvers/standard-schema'],
          ...['@tanstack/react-form', 'axe-core'],
        ]),
        // In a folder that has a React of its own, which whatever is imported from there is given.
        {
          ...inBrowser(browser, 'react-18', ['*.browser.test.tsx'], []),
          root: here('./tests/ui/react-18'),
          server: { fs: { allow: [here('.')] } },
        },
      ]

export default defineConfig({
  test: {
    maxWorkers: 2,
    passWithNoTests: true,
    globalSetup: ['tests/support/postgres-setup.ts', 'tests/support/browser-setup.ts'],
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
    projects: [
      node(
        'unit',
        [
          'core',
          'client',
          'server',
          'ui',
          'cli',
          'laws',
          'ledger',
          'examples',
          'docs',
          'standards',
          'basket',
          'support',
        ],
        {
          timeout: 120_000,
        },
      ),
      node('store', ['store'], { timeout: 120_000 }),
      node('e2e', ['e2e'], { timeout: 120_000, parallel: false }),
      node('package', ['package'], { timeout: 300_000, parallel: false }),
      ...chromium,
    ],
  },
})

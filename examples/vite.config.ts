import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { frame } from './look/frame.js'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The till's worker is copied as it is: beside the till's page, whose pages alone it may serve. */
const tillWorker = (): Plugin => ({
  name: 'till-worker',
  apply: 'build',
  async generateBundle() {
    const fileName = 'shop-checkout/till/worker.js'
    this.emitFile({ type: 'asset', fileName, source: await readFile(here(`./${fileName}`), 'utf8') })
  },
})

export default defineConfig({
  root: here('.'),
  publicDir: false,
  plugins: [frame(), vue(), tillWorker()],
  // React's JSX needs no plugin of its own where nothing is reloaded in place.
  esbuild: { jsx: 'automatic' },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: [
        here('./index.html'),
        here('./shop-checkout/index.html'),
        here('./shop-checkout/till/index.html'),
        here('./community-forum/index.html'),
        here('./loyalty-desk/index.html'),
        here('./loyalty-desk/about-me/index.html'),
      ],
    },
  },
})

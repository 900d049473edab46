import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { frame } from './look/frame.js'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  publicDir: false,
  plugins: [frame(), vue()],
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
        here('./community-forum/index.html'),
        here('./loyalty-desk/index.html'),
        here('./loyalty-desk/about-me/index.html'),
      ],
    },
  },
})

import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

/** Lets Vite import a `.sql` file as its text, as the build does. */
export const sqlText = (): Plugin => ({
  name: 'sql-text',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith('.sql')) return undefined
    return `export default ${JSON.stringify(await readFile(id, 'utf8'))}`
  },
})

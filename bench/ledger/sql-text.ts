import { register } from 'node:module'

const hooks = `
import { readFile } from 'node:fs/promises'
export async function load(url, context, next) {
  const file = new URL(url)
  file.search = ''
  if (!file.pathname.endsWith('.sql')) return next(url, context)
  const source = 'export default ' + JSON.stringify(await readFile(file, 'utf8'))
  return { format: 'module', shortCircuit: true, source }
}`

/** Lets Node import a `.sql` file as its text, as the build does: the sources are measured, not a build of them. */
export const sqlAsText = (): void => register(`data:text/javascript,${encodeURIComponent(hooks)}`)

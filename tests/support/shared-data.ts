import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { leftOut } from './left-out.js'

/**
 * Where a file of the shared data stands, or undefined (said in the summary) where this clone has none beside it.
 *
 * @param path  below `../shared/data`, such as `retail/lines.tsv.gz`
 */
export const sharedData = (path: string): string | undefined => {
  const file = fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url))
  if (existsSync(file)) return file
  leftOut(`tests on ${path}`, 'there is no ../shared/data beside this clone')
  return undefined
}

// `npm run size`: the sizes that a page pays, against the limits of .size-limit.json, compressed with brotli.
// `--json FILE` writes them as well, as an array of { name, size, limit, passed }, in bytes.

import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { report } from './report.mjs'

const measure = () =>
  new Promise((resolve, reject) => {
    const bin = join('node_modules', '.bin', process.platform === 'win32' ? 'size-limit.cmd' : 'size-limit')
    // It ends with 1 when a limit is passed, and prints its figures all the same.
    execFile(bin, ['--json'], { shell: process.platform === 'win32' }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout))
      } catch {
        reject(new Error(stderr.trim() || stdout.trim() || String(error)))
      }
    })
  })

const kilo = (bytes) => `${(bytes / 1000).toFixed(2)} kB`
const limits = JSON.parse(readFileSync('.size-limit.json', 'utf8'))

if (!existsSync('dist/index.js')) {
  report({ passed: 0, failures: ['there is no dist: run npm run build first'] })
} else {
  const sizes = (await measure()).map(({ name, size, sizeLimit, passed }) => ({ name, size, limit: sizeLimit, passed }))
  for (const { name, size, limit } of sizes) console.log(`${name}: ${kilo(size)} of ${kilo(limit)}`)
  const failures = sizes
    .filter(({ passed }) => !passed)
    .map(({ name, size, limit }) => `${name}: ${kilo(size)}, more than ${kilo(limit)}`)
  if (sizes.length !== limits.length) failures.push('a size is missing')
  const at = process.argv.indexOf('--json')
  const file = at < 0 ? undefined : process.argv[at + 1]
  if (file) writeFileSync(file, `${JSON.stringify(sizes, null, 2)}\n`)
  report({ passed: sizes.length - failures.length, failures })
}

// `npm run build`: builds the package into dist. What an earlier build left there goes only when the new one stands,
// so that whoever uses dist meanwhile never finds it empty.

import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const windows = process.platform === 'win32'
const from = Date.now()
const { status } = spawnSync(join('node_modules', '.bin', windows ? 'tsup.cmd' : 'tsup'), process.argv.slice(2), {
  stdio: 'inherit',
  shell: windows,
})
if (status === 0) {
  for (const name of readdirSync('dist')) {
    const file = join('dist', name)
    // Two seconds, the coarsest that a file system keeps.
    if (statSync(file).mtimeMs < from - 2000) rmSync(file, { recursive: true })
  }
}
process.exitCode = status ?? 1

// `npm start`: builds the package and the demo, then serves the demo. What follows `--` goes to the demo's server:
// `npm start -- --fresh` empties its database.

import { spawn } from 'node:child_process'
import { join } from 'node:path'

const bin = (name) => join('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
const shell = process.platform === 'win32'

/** Building is quiet unless it fails: the first thing that a newcomer reads shall be the demo's address. */
const build = (what, command, ...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: command.endsWith('.cmd') })
    const output = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) return resolve()
      process.stderr.write(Buffer.concat(output))
      reject(new Error(`building the ${what} ended with ${code}`))
    })
  })

try {
  console.log('Building the package …')
  await build('package', process.execPath, 'scripts/build.mjs')
  console.log('Building the demo …')
  await build('demo', bin('vite'), 'build', '--config', 'examples/vite.config.ts')
  // With a configuration that leads `evenhanded` to the built package, as it leads a stranger.
  const line = ['--tsconfig', 'tsconfig.build.json', 'examples/server.ts', ...process.argv.slice(2)]
  const server = spawn(bin('tsx'), line, { stdio: 'inherit', shell })
  // The terminal sends its interrupt to both of us: the server closes its database, and we wait for it.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => server.kill('SIGTERM'))
  server.once('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

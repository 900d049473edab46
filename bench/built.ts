import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A path of the project, from its root. */
export const inProject = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/**
 * Some benches look at the package as it is installed: it is built where it is not.
 *
 * @throws Error where the build fails
 */
export function needBuild(): void {
  if (existsSync(inProject('dist/cli.js')) && existsSync(inProject('dist/index.js'))) return
  console.error('there is no dist: building …')
  const { status } = spawnSync(process.execPath, [inProject('scripts/build.mjs')], {
    stdio: 'inherit',
    cwd: inProject('.'),
  })
  if (status !== 0) throw new Error('The build failed; run npm run build to see why.')
}

// `evenhanded check` on the program of each demo, by the command line as it is published: errors fail, warnings and notes
// are shown.

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { report } from './report.mjs'

const cli = join('dist', 'cli.js')
const programs = readdirSync('examples')
  .map((name) => join('examples', name, 'program.ts'))
  .filter(existsSync)

const checked = (file, ...flags) => spawnSync(process.execPath, [cli, 'check', file, ...flags], { encoding: 'utf8' })

const failuresOf = (file) => {
  const { status, stdout, stderr } = checked(file, '--json')
  if (status !== 0 && status !== 1) return [`${file}: ${stderr.trim() || `ended with ${status}`}`]
  const serious = JSON.parse(stdout).findings.filter(({ level }) => level === 'error')
  return serious.map(({ code, path, message }) => `${file}: ${path || 'the program'}: ${message} (${code})`)
}

const outcomes = existsSync(cli)
  ? programs.map((file) => {
      console.log(`\n${file}\n${checked(file).stdout}`)
      return failuresOf(file)
    })
  : [[`there is no ${cli}: run \`npm run build\` first`]]
if (programs.length === 0) outcomes.push(['examples: no program was found'])

report({ passed: outcomes.filter((failures) => failures.length === 0).length, failures: outcomes.flat() })

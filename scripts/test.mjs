// `npm test`: every check of the project, in order, going on past a failure so that all of them are seen; then what
// passed, what failed and what was left out, and why. `npm test -- unit store` runs the named stages alone.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const scratch = mkdtempSync(join(tmpdir(), 'evenhanded-test-'))
const leftOutFile = join(scratch, 'left-out')
const bin = (name) => join('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
const script = (name) => [process.execPath, `scripts/${name}.mjs`]
const vitest = (...projects) => [bin('vitest'), 'run', ...projects.flatMap((name) => ['--project', name])]

// Biome colours even what goes to a file.
const plain = process.stdout.isTTY ? [] : ['--colors=off']

/** How a stage is counted: as one, by a script of ours that counts, or test by test. */
const stages = [
  { name: 'lint', title: 'format and lint', commands: [[bin('biome'), 'ci', '--error-on-warnings', ...plain]] },
  { name: 'imports', title: 'direction of imports', commands: [script('check-imports')], counts: 'script' },
  {
    name: 'types',
    title: 'types',
    commands: [
      [bin('vue-tsc'), '-p', 'tsconfig.json'],
      [bin('tsc'), '-p', 'tsconfig.core.json'],
    ],
  },
  { name: 'programs', title: 'what must and must not compile', commands: [script('check-types')], counts: 'script' },
  {
    name: 'examples',
    title: 'the examples in the documentation',
    commands: [script('check-examples')],
    counts: 'script',
  },
  { name: 'build', title: 'build', commands: [script('build')] },
  {
    name: 'programs-checked',
    title: 'evenhanded check on the demo’s programs',
    commands: [script('check-programs')],
    counts: 'script',
  },
  {
    name: 'demo',
    title: 'build of the demo',
    needs: 'examples/vite.config.ts',
    commands: [[bin('vite'), 'build', '--config', 'examples/vite.config.ts']],
  },
  { name: 'unit', title: 'unit and law tests', commands: [vitest('unit')], counts: 'vitest' },
  { name: 'store', title: 'store contract', commands: [vitest('store')], counts: 'vitest' },
  { name: 'e2e', title: 'in a real browser', commands: [vitest('e2e', 'browser', 'react-18')], counts: 'vitest' },
  { name: 'package', title: 'the package as others install it', commands: [vitest('package')], counts: 'vitest' },
  { name: 'unused', title: 'unused files, exports and dependencies', commands: [[bin('knip')]] },
]

const run = ([command, ...args], env) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, EVENHANDED_LEFT_OUT: leftOutFile, ...env },
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
    })
    child.once('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)))
  })

const json = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const single = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures: [] })

const firstLine = (text = '') => stripVTControlCharacters(text).trim().split('\n', 1)[0]

/** Failed tests by file and full name. A file that could not even be loaded has no failed test, and counts as one. */
const failuresIn = ({ name, status, message, assertionResults }) => {
  const file = relative('.', name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (status === 'failed' && failed.length === 0)
    return [`${file}: ${firstLine(message) || 'what stands before its tests failed'}`]
  return failed.map(
    ({ ancestorTitles, title, failureMessages }) =>
      `${[file, ...ancestorTitles, title].join(' > ')}: ${firstLine(failureMessages[0])}`,
  )
}

/** A stage that ran no test has failed as well. */
const vitestCounts = (file, ok) => {
  const result = json(file)
  if (!result) return single(ok)
  const failures = result.testResults.flatMap(failuresIn)
  const passed = result.numPassedTests
  const skipped = result.numPendingTests + result.numTodoTests
  const fine = ok && passed + failures.length + skipped > 0
  return { passed, failed: fine ? failures.length : Math.max(failures.length, 1), skipped, failures }
}

const runStage = async (stage) => {
  const file = join(scratch, `${stage.name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  let ok = true
  for (const command of stage.commands) {
    const line = stage.counts === 'vitest' ? [...command, ...reporters] : command
    if ((await run(line, { EVENHANDED_COUNTS: file })) !== 0) ok = false
  }
  if (stage.counts === 'vitest') return vitestCounts(file, ok)
  const counted = stage.counts === 'script' ? json(file) : undefined
  if (!counted) return single(ok)
  return { ...counted, failed: ok || counted.failed > 0 ? counted.failed : 1 }
}

/** What failed, in a line each, so that nobody looks it up in a long log; a stage that does not tell is named alone. */
const named = ({ name, title }, { failed, failures }) => {
  if (failed === 0) return []
  if (failures.length === 0) return [`✗ ${title} (${name})`]
  return failures.map((failure) => `✗ ${name}: ${failure.split(/\s*\n\s*/, 2).join(' ')}`)
}

const words = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  console.error(`no such stage: ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
const failures = []
const leftOut = []
for (const stage of stages) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue
  if (stage.needs && !existsSync(stage.needs)) {
    leftOut.push(`${stage.title}: there is no ${stage.needs}`)
    continue
  }
  console.log(`\n── ${stage.title} (${stage.name})`)
  const from = performance.now()
  const counts = await runStage(stage)
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  for (const key of Object.keys(total)) total[key] += counts[key]
  const line = `${counts.failed > 0 ? '✗' : '✓'} ${stage.title}: ${words(counts)} in ${seconds} s`
  lines.push(line)
  failures.push(...named(stage, counts))
  console.log(line)
}

if (existsSync(leftOutFile)) leftOut.push(...new Set(readFileSync(leftOutFile, 'utf8').trim().split('\n')))
rmSync(scratch, { recursive: true, force: true })

console.log(`\n── summary\n${lines.join('\n')}`)
for (const reason of new Set(leftOut)) console.log(`– left out: ${reason}`)
if (failures.length > 0) console.log(`\n── failed\n${failures.join('\n')}`)
console.log(`\n${words(total)}`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

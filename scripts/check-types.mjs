// What must not compile, what must, and what the types of a large program cost.
//
// tests/types/*.not.ts: a module each, whose first line says `// expect: <text>`; it must not compile, and the text
// must stand among its messages. tests/types/*.ok.ts: must compile.

import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { largeProgram } from './large-program.mjs'
import { report } from './report.mjs'

const most = 250_000
const size = { fields: 200, offers: 200, gates: 50 }

const config = ts.getParsedCommandLineOfConfigFile(
  'tsconfig.json',
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (d) => {
      throw new Error(ts.flattenDiagnosticMessageText(d.messageText, '\n'))
    },
  },
)
if (!config) throw new Error('tsconfig.json cannot be read')
const options = { ...config.options, noEmit: true, incremental: false }

const folder = 'tests/types'
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))
  : []
const declarations = config.fileNames.filter((file) => file.endsWith('.d.ts'))

const text = ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')
const told = (diagnostics) =>
  diagnostics.map((d) => `    TS${d.code}: ${text(d).replaceAll('\n', '\n    ')}`).join('\n')

const diagnose = (program, source) => [
  ...program.getSyntacticDiagnostics(source),
  ...program.getSemanticDiagnostics(source),
]

/** An import that leads nowhere would make every "must not compile" come true for the wrong reason. */
const unfound = new Set([2305, 2307, 2614, 2724, 6053])

const judgeNot = (file, source, diagnostics) => {
  const expected = /^\/\/ expect: (.+)$/m.exec(source.text.split('\n', 1)[0])?.[1].trim()
  if (!expected) return `${file}: its first line must say what is expected: // expect: <text of the message>`
  if (!ts.isExternalModule(source)) return `${file}: must be a module of its own (import something)`
  if (diagnostics.length === 0) return `${file}: compiles, and must not`
  const missing = diagnostics.find((d) => unfound.has(d.code) && !text(d).includes(expected))
  if (missing) return `${file}: ${text(missing)}`
  if (diagnostics.some((d) => text(d).includes(expected))) return undefined
  return `${file}: does not compile, but nowhere says "${expected}":\n${told(diagnostics)}`
}

const cases = () => {
  const named = files.filter((file) => /\.(not|ok)\.tsx?$/.test(file))
  const strange = files.filter((file) => /\.tsx?$/.test(file) && !named.includes(file) && !file.endsWith('.d.ts'))
  const program = ts.createProgram([...declarations, ...named], options)
  const verdicts = named.map((file) => {
    const source = program.getSourceFile(file)
    if (!source) return `${file}: cannot be read`
    const diagnostics = diagnose(program, source)
    if (/\.not\.tsx?$/.test(file)) return judgeNot(file, source, diagnostics)
    return diagnostics.length > 0 ? `${file}: must compile:\n${told(diagnostics)}` : undefined
  })
  const nots = named.filter((file) => /\.not\.tsx?$/.test(file)).length
  console.log(`${nots} programs that must not compile, ${named.length - nots} that must`)
  return [...verdicts, ...strange.map((file) => `${file}: is neither .not.ts nor .ok.ts`)]
}

const cost = () => {
  const name = resolve(folder, 'large-program.generated.ts')
  const source = largeProgram(size)
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (file, ...rest) =>
    resolve(file) === name
      ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true)
      : getSourceFile(file, ...rest)
  host.fileExists = (file) => resolve(file) === name || fileExists(file)
  host.readFile = (file) => (resolve(file) === name ? source : readFile(file))
  const program = ts.createProgram([...declarations, name], options, host)
  const diagnostics = diagnose(program, program.getSourceFile(name))
  if (diagnostics.length > 0) return `the large program must compile:\n${told(diagnostics.slice(0, 5))}`
  const count = program.getInstantiationCount()
  const parts = `${size.fields} fields × ${size.offers} offers × ${size.gates} gates`
  console.log(`${parts}: ${count.toLocaleString('en')} instantiations (at most ${most.toLocaleString('en')})`)
  return count > most ? `a program of ${parts} takes ${count} instantiations: more than ${most}` : undefined
}

const verdicts = [...cases(), cost()]
const failures = verdicts.filter((verdict) => verdict !== undefined)
report({ passed: verdicts.length - failures.length, failures })

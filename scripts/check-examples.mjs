// Every example must compile: those of the doc comments in src, and the ts, tsx blocks of README.md and docs.
//
// An example of a doc comment is a fragment: it is given all names of the doors, and those of
// tests/types/example-context.ok.ts. A block of a page is a file of its own and imports what it uses; later blocks
// of the page may use what earlier ones declared, as a reader would.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { report } from './report.mjs'

const config = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, ts.sys)
const options = { ...config.options, noEmit: true, incremental: false, noUnusedLocals: false }

const listed = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .map((name) => join(folder, String(name)))
        .filter((name) => ending.test(name) && !name.includes(join('docs', 'api')))
    : []

/** The text of each `@example`, without the comment's own marks. */
const commented = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/\/\*\*(.*?)\*\//gs)].flatMap(([, comment]) => {
    const at = comment.indexOf('@example')
    if (at < 0) return []
    const lines = comment.slice(at + '@example'.length).split('\n')
    return [lines.map((line) => line.replace(/^\s*\* ?/, '')).join('\n')]
  })

const blocks = (file) => [...readFileSync(file, 'utf8').matchAll(/^```tsx?\n(.*?)^```$/gms)].map(([, text]) => text)

const doors = [
  '',
  '/client',
  '/server',
  '/postgres',
  '/basket',
  '/standards',
  '/testing',
  '/react',
  '/vue',
  '/elements',
]

/** Each door's values and types by name; a name that two doors share is taken from the first. */
const exported = (program, doors) => {
  const checker = program.getTypeChecker()
  const taken = new Set()
  return doors.flatMap((door) => {
    const file = resolve(`src/${door === '' ? 'index' : door.slice(1)}.ts`)
    const symbol = existsSync(file) && checker.getSymbolAtLocation(program.getSourceFile(file))
    if (!symbol) return []
    const names = checker.getExportsOfModule(symbol).map(({ name }) => name)
    const own = names.filter((name) => !taken.has(name))
    for (const name of own) taken.add(name)
    return [{ door: `evenhanded${door}`, names: own }]
  })
}

const contextFile = resolve('tests/types/example-context.ok.ts')
const doorFiles = doors.map((door) => resolve(`src/${door === '' ? 'index' : door.slice(1)}.ts`)).filter(existsSync)
const first = ts.createProgram([...doorFiles, contextFile], options)
/** `memory` is a device's storage to the client, and a store to everybody else. */
const ofClient = exported(first, doors)
const ofServer = exported(
  first,
  [...doors].sort((a, b) => Number(a === '/client') - Number(b === '/client')),
)
const checker = first.getTypeChecker()
const contextNames = checker
  .getExportsOfModule(checker.getSymbolAtLocation(first.getSourceFile(contextFile)))
  .map(({ name }) => name)

const declares = (text, name) =>
  new RegExp(`\\b(const|let|function|class|interface|type)\\s+(\\{[^}]*\\b)?${name}\\b`).test(text)

/** Imports only what the fragment names and does not declare itself. */
const fragment = (text, names) => {
  const used = (name) => new RegExp(`\\b${name}\\b`).test(text) && !declares(text, name)
  const imports = names.flatMap(({ door, names }) => {
    const wanted = names.filter((name) => used(name) && !contextNames.includes(name))
    return wanted.length > 0 ? [`import { ${wanted.join(', ')} } from '${door}'`] : []
  })
  const context = contextNames.filter(used)
  return [
    ...imports,
    `import { z } from 'zod'`,
    `import { ${context.join(', ')} } from './example-context.ok.js'`,
    text,
    'export {}',
  ].join('\n')
}

const sources = new Map()
const place = (name, text) => sources.set(resolve('tests/types', name), text)

for (const file of listed('src', /\.tsx?$/))
  for (const [index, text] of commented(file).entries())
    place(
      `${file.replaceAll(/[\\/]/g, '.')}.${index}.tsx`,
      fragment(text, /[\\/](client|ui)[\\/]/.test(file) ? ofClient : ofServer),
    )

for (const file of ['README.md', ...listed('docs', /\.md$/)].filter(existsSync)) {
  let before = ''
  for (const [index, text] of blocks(file).entries()) {
    before = `${before}\n${text}`
    place(`${file.replaceAll(/[\\/]/g, '.')}.${index}.tsx`, `${before}\nexport {}`)
  }
}

const host = ts.createCompilerHost(options)
const { getSourceFile, fileExists, readFile } = host
host.getSourceFile = (file, ...rest) => {
  const text = sources.get(resolve(file))
  return text === undefined
    ? getSourceFile(file, ...rest)
    : ts.createSourceFile(
        file,
        text,
        { languageVersion: ts.ScriptTarget.ES2022, impliedNodeFormat: ts.ModuleKind.ESNext },
        true,
      )
}
host.fileExists = (file) => sources.has(resolve(file)) || fileExists(file)
host.readFile = (file) => sources.get(resolve(file)) ?? readFile(file)

const settings = { ...options, verbatimModuleSyntax: false, isolatedModules: false, exactOptionalPropertyTypes: true }
const declarations = config.fileNames.filter((file) => file.endsWith('.d.ts'))
const program = ts.createProgram([...declarations, ...sources.keys()], settings, host)

const failures = [...sources.keys()].flatMap((file) => {
  const source = program.getSourceFile(file)
  const wrong = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  if (wrong.length === 0) return []
  const told = wrong.map(
    ({ code, messageText }) => `    TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n    ')}`,
  )
  return [`${file.split(/[\\/]/).at(-1)}\n${told.join('\n')}`]
})
if (sources.size === 0) failures.push('no example was found: that can’t be')
report({ passed: sources.size - failures.length, failures })

// The direction of imports (DESIGN: "imports run one way"): the rules of .dependency-cruiser.cjs, and three that no
// graph shows: doors only re-export, imports name files with their endings, and the core has no clock and no dice.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import ts from 'typescript'
import { report } from './report.mjs'

const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
const folders = ['src', 'examples', 'bench'].filter(existsSync)

const filesBelow = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).replaceAll('\\', '/'))
    : []

const parse = (file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
const place = (source, node) => {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart())
  return `${source.fileName}:${line + 1}`
}

const graph = async () => {
  const { output } = await cruise(
    folders,
    { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
    undefined,
    { tsConfig: extractTSConfig(rules.options.tsConfig.fileName) },
  )
  const { summary, modules } = output
  const ours = modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)))
  if (ours.length === 0) return { modules: 0, failures: ['dependency-cruiser saw no module: it checked nothing'] }
  const failures = summary.violations
    .filter(({ rule }) => rule.severity === 'error')
    .map(({ rule, from, to, cycle }) => {
      const path = cycle ? cycle.map(({ name }) => name).join(' → ') : to
      const comment = rules.forbidden.find(({ name }) => name === rule.name)?.comment
      return `${from} → ${path}: ${rule.name} (${comment})`
    })
  return { modules: ours.length, failures }
}

const isReExport = (statement) =>
  (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) || ts.isEmptyStatement(statement)

const doors = () =>
  filesBelow('src')
    .filter((file) => /^src\/[^/]+\.ts$/.test(file) && file !== 'src/cli.ts')
    .flatMap((file) => {
      const source = parse(file)
      return source.statements
        .filter((statement) => !isReExport(statement))
        .map((statement) => `${place(source, statement)}: a door only re-exports`)
    })

const endings = /\.(js|json|sql|css|vue|svg)$/
const specifiers = () =>
  ['src', 'tests', 'examples', 'bench'].flatMap(filesBelow).flatMap((file) => {
    const source = parse(file)
    return ts
      .preProcessFile(source.text, true, true)
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.') && !endings.test(fileName.split('?')[0]))
      .map(({ fileName, pos }) => {
        const { line } = source.getLineAndCharacterOfPosition(pos)
        return `${file}:${line + 1}: '${fileName}' must name its file with its ending`
      })
  })

const impure = new Set(['Date.now', 'Math.random', 'performance.now', 'performance.timeOrigin'])
const forbiddenGlobals = new Set([
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'console',
  'process',
])

const impurity = (node) => {
  if (ts.isPropertyAccessExpression(node) && impure.has(node.getText())) return node.getText()
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()'
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()'
  if (ts.isIdentifier(node) && forbiddenGlobals.has(node.text)) {
    const { parent } = node
    const called = ts.isCallExpression(parent) && parent.expression === node
    const reached = ts.isPropertyAccessExpression(parent) && parent.expression === node
    if (called || reached) return node.text
  }
  return undefined
}

const purity = () =>
  filesBelow('src/core').flatMap((file) => {
    const source = parse(file)
    const failures = []
    const visit = (node) => {
      const found = impurity(node)
      if (found)
        failures.push(`${place(source, node)}: ${found} in the core, which knows no clock, no dice and no world`)
      ts.forEachChild(node, visit)
    }
    visit(source)
    return failures
  })

const seen = await graph()
const failures = [...seen.failures, ...doors(), ...specifiers(), ...purity()]
console.log(`${seen.modules} modules cruised`)
report({ passed: failures.length === 0 ? 1 : 0, failures })

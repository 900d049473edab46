import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FirstExchange, firstExchange, ways } from './first-exchange.js'

const lines = ({ commands, files }: FirstExchange): readonly string[] => [
  ...commands,
  ...Object.values(files).flatMap((text) => text.trimEnd().split('\n')),
]

describe.each(ways)('a first exchange: $way', (way) => {
  it('takes fewer than 25 lines, all of them counted, and none is long', () => {
    const all = lines(firstExchange(way))
    expect(all.length).toBeGreaterThan(15)
    expect(all.length).toBeLessThan(25)
    expect(all.filter((line) => line.length > 100)).toEqual([])
  })
})

describe('a first exchange', () => {
  let folder = ''

  beforeAll(async () => {
    // Inside the project, where its packages are found as a stranger's would be.
    folder = await mkdtemp(resolve('tests/docs/first-'))
    for (const way of ways) {
      await mkdir(join(folder, way.way))
      for (const [name, text] of Object.entries(firstExchange(way).files))
        await writeFile(join(folder, way.way, name), text)
    }
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('compiles by the strictest rules, all three ways', () => {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined }
    const own = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, host)
    const files = ways.flatMap(({ way, page }) => [page, 'program.ts'].map((name) => join(folder, way, name)))
    const program = ts.createProgram(files, { ...own?.options, noEmit: true })
    const found = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    expect(own?.options.strict).toBe(true)
    expect(files.filter((file) => !program.getSourceFile(file))).toEqual([])
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  })
})

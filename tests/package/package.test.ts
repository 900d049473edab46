import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// What a stranger gets: the packed tarball, and a project that has installed nothing else.

interface Manifest {
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly bin: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
const doors = Object.keys(manifest.exports).filter((door) => door !== './package.json')
const named = (door: string): string => `evenhanded${door.slice(1)}`
const needsPeer = new Set(['./react', './vue'])

const exec = promisify(execFile)
const windows = process.platform === 'win32'
const run = async (command: string, args: readonly string[], cwd: string): Promise<string> => {
  const { NODE_OPTIONS: _, ...env } = process.env
  const { stdout } = await exec(windows && command !== process.execPath ? `${command}.cmd` : command, [...args], {
    cwd,
    env,
    shell: windows,
    maxBuffer: 1 << 26,
  })
  return stdout
}
const node = (code: string, cwd: string, kind: 'module' | 'commonjs' = 'module'): Promise<string> =>
  run(process.execPath, [`--input-type=${kind}`, '--eval', code], cwd)

let scratch = ''
let tarball = ''
let project = ''

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'evenhanded-package-'))
  const packed = JSON.parse(
    await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], root),
  )
  // npm 11 prints a list; npm 12 an object by name.
  const [{ filename }] = Object.values(packed) as [{ filename: string }]
  tarball = join(scratch, filename)
  project = join(scratch, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'stranger', private: true, type: 'module' }))
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball], project)
})

afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('the packed tarball', () => {
  it('has every file that the manifest names, and nothing of ours beside', () => {
    const installed = join(project, 'node_modules', 'evenhanded')
    const files = (door: unknown): string[] =>
      typeof door === 'string' ? [door] : Object.values(door as Record<string, unknown>).flatMap(files)
    const expected = [...Object.values(manifest.exports).flatMap(files), ...Object.values(manifest.bin)]
    expect(expected.filter((file) => !existsSync(join(installed, file)))).toEqual([])
    const top = readdirSync(installed).filter((name) => name !== 'node_modules')
    expect(top.sort()).toEqual([
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'package.json',
    ])
  })

  it('passes publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: join(project, 'node_modules', 'evenhanded'), strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('has the right types, for ESM and for CJS (attw)', async () => {
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    const problems = await run(process.execPath, [attw, tarball, '--profile', 'node16', '--no-color'], root).then(
      () => '',
      (error: { stdout?: string; message: string }) => error.stdout || error.message,
    )
    expect(problems).toBe('')
  })
})

describe('a project that installed only evenhanded', () => {
  it('has none of the optional peers', () => {
    const installed = readdirSync(join(project, 'node_modules'), { recursive: true }).map(String)
    const peers = Object.keys(manifest.peerDependencies)
    expect(
      peers.filter((peer) => installed.some((path) => path === peer || path.endsWith(`node_modules/${peer}`))),
    ).toEqual([])
  })

  it('got no more than the declared dependencies brought', () => {
    expect(existsSync(join(project, 'node_modules', '@sparticuz'))).toBe(false)
    expect(existsSync(join(project, 'node_modules', 'vitest'))).toBe(false)
  })

  for (const door of doors) {
    if (needsPeer.has(door)) continue
    it(`imports ${named(door)} in an ES module`, async () => {
      const names = await node(`console.log(Object.keys(await import('${named(door)}')).length)`, project)
      expect(Number(names)).toBeGreaterThan(0)
    })
    it(`requires ${named(door)} in CommonJS`, async () => {
      const names = await node(`console.log(Object.keys(require('${named(door)}')).length)`, project, 'commonjs')
      expect(Number(names)).toBeGreaterThan(0)
    })
  }

  it('gives the same names to both module systems', async () => {
    for (const door of doors.filter((name) => !needsPeer.has(name))) {
      const list = `Object.keys(door).filter((name) => name !== 'default' && name !== 'module.exports').sort().join()`
      const esm = await node(`const door = await import('${named(door)}'); console.log(${list})`, project)
      const cjs = await node(`const door = require('${named(door)}'); console.log(${list})`, project, 'commonjs')
      expect(cjs, named(door)).toBe(esm)
    }
  })

  it('runs the command line', async () => {
    const bin = join(project, 'node_modules', 'evenhanded', 'dist', 'cli.js')
    expect(readFileSync(bin, 'utf8').split('\n', 1)).toEqual(['#!/usr/bin/env node'])
    expect(await run(process.execPath, [bin, '--version'], project)).toContain(manifest.version)
  })
})

describe('a bundle', () => {
  const bundled = async (code: string): Promise<readonly string[]> => {
    const { metafile } = await build({
      stdin: { contents: code, resolveDir: project },
      bundle: true,
      write: false,
      metafile: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      logLevel: 'error',
    })
    return Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => path),
    )
  }

  for (const door of ['.', './client']) {
    it(`of any one function of ${named(door)} holds nothing of zod`, async () => {
      const listed = await node(`console.log(Object.keys(await import('${named(door)}')).join())`, project)
      const guilty: string[] = []
      for (const name of listed.trim().split(',')) {
        const inputs = await bundled(`import { ${name} } from '${named(door)}'; console.log(${name})`)
        if (inputs.some((path) => path.includes('node_modules/zod/'))) guilty.push(name)
      }
      expect(guilty).toEqual([])
    })
  }

  it('of nothing from a door is empty: importing has no effects', async () => {
    for (const door of doors.filter((name) => !needsPeer.has(name))) {
      expect(await bundled(`import '${named(door)}'`), named(door)).toEqual([])
    }
  })
})

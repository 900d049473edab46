import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { levels } from '../../src/core/check/finding.js'
import { runPage } from './run-page.js'

const page = readFileSync('docs/check.md', 'utf8')
const rows = (title: string): readonly (readonly string[])[] => {
  const [, part = ''] = page.split(`\n## ${title}\n`)
  const [section = ''] = part.split('\n## ')
  return [...section.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) => row.split(' | '))
}
const named = (text = ''): string[] => [...text.matchAll(/`([a-z_]+)`/g)].map(([, code = '']) => code)

/** Every code that the checks of a program's parts report, as their source names it. */
function reported(): ReadonlySet<string> {
  const folder = 'src/core/program'
  const files = readdirSync(folder).filter((name) => /^(check-|program-json)/.test(name))
  const source = files.map((name) => readFileSync(`${folder}/${name}`, 'utf8')).join('\n')
  const parts = [
    'field',
    'purpose',
    'touchpoint',
    'currency',
    'offer',
    'deed',
    'rule',
    'goal',
    'segment',
    'moment',
    'place',
    'model',
  ]
  const ternary = /report\(\s*[^,']*\? '([a-z_]+)' : '([a-z_]+)',/g
  return new Set([
    ...[...source.matchAll(/report\(\s*'([a-z_]+)'/g)].map(([, code = '']) => code),
    ...[...source.matchAll(ternary)].flatMap(([, one = '', other = '']) => [one, other]),
    ...[...source.matchAll(/code: '(bad_[a-z_]+)'/g)].map(([, code = '']) => code),
    ...parts.map((part) => `unknown_${part}`),
  ])
}

describe('docs/check.md', () => {
  it('comes out as it says', () => runPage('docs/check.md'))

  it('names each code that a review has, with its level', () => {
    const told = rows('Findings').map(([code, level]) => [named(code)[0], level])
    expect(Object.fromEntries(told)).toEqual(levels)
    expect(told).toHaveLength(Object.keys(levels).length)
  })

  it('names each code for which a program is refused', () => {
    const told = rows('What keeps a program from being one').flatMap(([code]) => named(code))
    expect(told.sort()).toEqual([...reported()].sort())
  })
})

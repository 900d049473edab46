import type { Finding, Level, Review } from 'evenhanded'
import { wrapped } from '../wrapped.js'
import { fairnessText } from './fairness-text.js'
import { gateText } from './gate-text.js'
import type { Ink } from './ink.js'

/** A review as a terminal shows it, at most 80 columns wide; what has to be done stands last. */
export function reviewText(review: Review, ink: Ink): readonly string[] {
  const { id, version, controller, findings } = review
  const head = id === '' ? [] : [ink.strong(`${id}, version ${version}`), ...(controller ? [controller] : [])]
  const parts = [
    head,
    fairnessText(review, ink),
    gateText(review, ink),
    ...findings.map((one) => findingText(one, ink)),
  ]
  return [...parts.filter((lines) => lines.length > 0).flatMap((lines) => [...lines, '']), verdict(review, ink)]
}

function findingText({ level, code, path, message, remedy, law }: Finding, ink: Ink): readonly string[] {
  const where = path === '' ? 'the program' : path
  const space = 80 - level.length - where.length - code.length - 2
  const [, text = message, end = ''] = /^(.*?)(\.?)$/.exec(message) ?? []
  const says = law === undefined ? message : `${text} (${law})${end}`
  const [first, second] = space > 0 ? [`  ${where}${' '.repeat(space)}`, ''] : [`  ${where}`, `  ${code}`]
  return [
    `${inkOf(level, ink)(level)}${first}${space > 0 ? ink.soft(code) : ''}`,
    ...(second === '' ? [] : [ink.soft(second)]),
    ...wrapped(says, '  ', '  '),
    ...wrapped(remedy, '  → ', '    '),
  ]
}

const inkOf = (level: Level, { error, warning, soft }: Ink) => ({ error, warning, note: soft })[level]

function verdict({ counts, fairness }: Review, ink: Ink): string {
  const levels: readonly Level[] = ['error', 'warning', 'note']
  const told = levels.filter((level) => counts[level] > 0)
  const [worst = 'note'] = told
  if (told.length === 0) return `Nothing was found in ${fairness.length} ${fairness.length === 1 ? 'offer' : 'offers'}.`
  const words = told.map((level) => `${counts[level]} ${level}${counts[level] === 1 ? '' : 's'}`)
  const more = fairness.length === 0 && counts.error > 0 ? ' The rest is looked at once these are mended.' : ''
  return `${inkOf(worst, ink)(words.join(', '))}.${more}`
}

import { EvenhandedError, type Issue } from '../../core/error.js'
import { isDate } from '../../core/program/check-shape.js'
import type { Without } from './gather.js'

/** What and how to train. */
export interface TrainOptions {
  /** The program and its model that this is for: a page takes no other. */
  readonly program: string
  readonly name: string
  /** What fewer members than this bought, an item or a pair in one basket, is left out; 5 unless said. */
  readonly minMembers?: number
  /** How many items each one speaks for at most, 1 to 255; 10 unless said. */
  readonly neighbours?: number
  /** How much EASE^R distrusts what was seen seldom, in baskets; chosen on a tenth of the members unless said. */
  readonly lambda?: number
  /** `ease` unless said; `cosine` is quicker and fits less well. */
  readonly method?: 'ease' | 'cosine'
  /** What is not to be learned from, nor to be suggested. */
  readonly without?: readonly string[] | ((item: string) => boolean)
  /** The day that the model is to be known by, as in 2026-11-22; today in UTC unless said. */
  readonly date?: string
  /** Hears how far each step is; while it reads, nobody knows of how many, and `of` is 0. */
  readonly progress?: (done: number, of: number, what: TrainStep) => void
}

/** What training does, one after the other; it chooses λ only where it has to. */
export type TrainStep = 'read' | 'count' | 'choose' | 'solve'

/** What was said, and what holds where nothing was. */
export interface TrainSettings {
  readonly program: string
  readonly name: string
  readonly minMembers: number
  readonly neighbours: number
  readonly lambda: number | undefined
  readonly method: 'ease' | 'cosine'
  readonly without: Without
  readonly date: string
  readonly progress: (done: number, of: number, what: TrainStep) => void
}

/** @throws EvenhandedError `bad_training` where an option is not as its type says */
export function settingsOf(options: TrainOptions): TrainSettings {
  const { minMembers = 5, neighbours = 10, lambda, method = 'ease', without } = options
  const { program, name, date = new Date().toISOString().slice(0, 10), progress = () => undefined } = options
  const settings = { program, name, minMembers, neighbours, lambda, method, without, date, progress }
  const issues = issuesOf(settings)
  if (issues.length > 0) throw new EvenhandedError('bad_training', issues[0]?.message ?? '', issues)
  return settings
}

function issuesOf({ program, name, minMembers, neighbours, lambda, method, date }: TrainSettings): readonly Issue[] {
  const issues: Issue[] = []
  const issue = (path: string, message: string, remedy: string): void => {
    issues.push({ code: 'bad_training', path, message, remedy })
  }
  for (const [path, named] of Object.entries({ program, name })) {
    if (typeof named !== 'string' || named === '') issue(path, 'This is no name.', 'Name the program and its model.')
  }
  if (!Number.isSafeInteger(minMembers) || minMembers < 1)
    issue('minMembers', `${minMembers} members is no number of them.`, 'Give a whole number from 1 on.')
  if (!Number.isSafeInteger(neighbours) || neighbours < 1 || neighbours > 255)
    issue('neighbours', `An item can’t speak for ${neighbours} others.`, 'Give a whole number from 1 to 255.')
  if (lambda !== undefined && !(lambda > 0 && lambda < Number.POSITIVE_INFINITY))
    issue('lambda', `λ can’t be ${lambda}.`, 'Give a number above zero, or none.')
  if (method !== 'ease' && method !== 'cosine') issue('method', `There is no method ${method}.`, 'Give ease or cosine.')
  if (!isDate(date)) issue('date', `${date} is no day.`, 'Give a day as in 2026-11-22.')
  return issues
}

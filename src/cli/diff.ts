import { diffPrograms, EvenhandedError, type GroupDiff, type Program, type ProgramDiff, type Verdict } from 'evenhanded'
import { loadProgram } from './program-file.js'
import type { Terminal } from './terminal.js'
import { wrapped } from './wrapped.js'

export interface DiffCommand {
  readonly json?: boolean
  /** Purposes found compatible with what they were, separated by commas. */
  readonly compatible?: string
}

/** `evenhanded diff`: what a new version of a program means for everybody that the old one knows. */
export async function diff(
  terminal: Terminal,
  oldPath: string,
  nextPath: string,
  options: DiffCommand,
): Promise<number> {
  const [old, next] = [await loadProgram(oldPath), await loadProgram(nextPath)]
  const compatible = (options.compatible ?? '').split(',').filter((name) => name !== '')
  checkNames(old, compatible)
  const found = diffPrograms(old, next, { compatible })
  if (options.json) terminal.out(JSON.stringify(found, null, 2))
  else for (const line of linesOf(found)) terminal.out(line)
  return found.verdict === 'forbidden' ? 1 : 0
}

function checkNames({ id, purposes }: Program, names: readonly string[]): void {
  const strange = names.filter((name) => !Object.hasOwn(purposes, name))
  if (strange.length > 0)
    throw new EvenhandedError('unknown_purpose', `${id} has no purpose ${strange.join(', ')}.\nCorrect --compatible.`)
}

const titles: readonly (readonly [Verdict, string, string])[] = [
  ['forbidden', 'Forbidden', 'What was agreed to or owed can’t be made into this.'],
  ['ask', 'Ask anew', 'Not in force any more, until people have agreed anew.'],
  ['inform', 'Inform first', 'Stays in force, once people have been told.'],
  ['survives', 'Survives', 'Nothing to do.'],
]

/** What was found, the worst first, at most 80 columns wide. */
function linesOf({ id, from, to, groups }: ProgramDiff): readonly string[] {
  const parts = titles.flatMap(([verdict, title, means]) => {
    const own = groups.filter((group) => group.verdict === verdict)
    if (own.length === 0) return []
    const quiet = own.filter(({ reasons }) => reasons.length === 0)
    return [
      '',
      `${title} (${own.length}). ${means}`,
      ...own.filter(({ reasons }) => reasons.length > 0).flatMap(groupLines),
      ...quiet.flatMap((group) => wrapped(nameOf(group), '  ')),
    ]
  })
  return [`${id}: version ${from} to version ${to}`, ...(parts.length > 0 ? parts : ['', 'Nobody is concerned.'])]
}

const groupLines = (group: GroupDiff): string[] => [
  ...wrapped(nameOf(group), '  '),
  ...group.reasons.flatMap(({ says }) => wrapped(says, '    - ', '      ')),
]

/** Whom it concerns, in words. */
function nameOf({ who, purpose, basis, offer, fields = [] }: GroupDiff): string {
  switch (who) {
    case 'everybody':
      return 'everybody'
    case 'member':
      return `who accepted ${offer}`
    case 'unconfirmed':
      return `who has not confirmed ${fields.join(', ')} for ${purpose}, by ${offer}`
    case 'ground':
      return `${purpose}: ${fields.join(', ')}, by ${offer} (${basis})`
  }
}

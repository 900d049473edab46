import type { ConsentTally, PurposeTally } from './consent-tally.js'

const width = 9

/** A count before what it counts. */
export const counted = (count: number, what: string): string => `${grouped(count).padStart(width)}  ${what}`

/** Those that there are any of. */
export const some = (...lines: readonly (readonly [count: number, what: string])[]): readonly string[] =>
  lines.filter(([count]) => count > 0).map(([count, what]) => counted(count, what))

export const grouped = (count: number): string => count.toLocaleString('en')

/** The first line: what was done, or would be. */
export const opening = (
  { file, database, seconds }: { readonly file: string; readonly database: string; readonly seconds: number },
  isDry: boolean,
): readonly string[] =>
  wrapped(
    isDry
      ? `${file} would do this in ${database}; nothing was written.`
      : `${file} is in ${database}, after ${seconds.toFixed(1)} s.`,
  )

/** What became of consents, purpose by purpose, with what has to be asked anew. */
export const consentText = (tally: ConsentTally): readonly string[] =>
  Object.entries(tally).flatMap(([purpose, own]) => ['', `${purpose}:`, ...linesOf(own), ...askedAnew(own)])

const linesOf = (own: PurposeTally): readonly string[] => [
  ...some(
    [own.granted, 'proven: granted, from when it was given'],
    [own.unconfirmed, 'proven, and not in force until the identifier is confirmed'],
    [own.expired, 'proven, and over already'],
    [own.refused, 'refused'],
    [own.withdrawn, 'withdrawn'],
    [own.known, 'known already'],
    [own.said_no, 'not granted: a no stands here that is newer, or a withdrawal'],
    [own.overtaken, 'overtaken by a later row of the same person'],
    [own.bundled, 'no ground: bundled with something else'],
    [own.unproven, 'no ground: nothing proves it'],
    [own.partial, 'no ground: proven in part'],
  ),
  ...Object.entries(own.missing).map(([part, count]) => `${' '.repeat(width)}    ${grouped(count)} without ${part}`),
]

const askedAnew = ({ ask_anew, granted, terms }: PurposeTally): readonly string[] => [
  ...(ask_anew > 0 ? [counted(ask_anew, `${ask_anew === 1 ? 'person has' : 'people have'} to be asked anew`)] : []),
  ...(granted > 0 && terms !== '' ? wrapped(`Granted on today’s terms: ${terms}. Leave out who agreed to less.`) : []),
]

/** At most 80 columns. */
export function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length + 1 <= 80) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

import { wrapped } from '../members/summary.js'
import { type Column, table } from '../report/table.js'
import type { TrainReport } from './report.js'
import { counted, groundSays, grouped, lambdaSays, lossIn, measuredIn, percent, splitSays } from './words.js'

const width = 9
const line = (count: number, what: string): string => `${grouped(count).padStart(width)}  ${what}`

/** A training for a reader at a terminal: at most 80 columns. */
export const trainText = (report: TrainReport): readonly string[] => [
  ...opening(report),
  '',
  ...whatWasRead(report),
  '',
  ...wrapped(groundSays(report)),
  '',
  ...learned(report),
  ...measured(report),
]

function opening({ program, model, from, out }: TrainReport): readonly string[] {
  const source = [from.file?.file, from.database].filter((name) => name !== undefined).join(' and ')
  const end = out === undefined ? 'measured, and written nowhere (--out).' : `written to ${out}.`
  return wrapped(`${program}, ${model}: learned from ${source}, ${end}`)
}

function whatWasRead({ from, learned, rejected }: TrainReport): readonly string[] {
  const { file, ungrounded } = from
  const rows: readonly (readonly [number, string] | false)[] = [
    file !== undefined && [file.lines, file.lines === 1 ? 'line' : 'lines'],
    [learned.baskets, `${learned.baskets === 1 ? 'basket' : 'baskets'} of ${counted(learned.members, 'member')}`],
    learned.anonymous > 0 && [
      learned.anonymous,
      `${learned.anonymous === 1 ? 'sale' : 'sales'} without a member: never learned from`,
    ],
    ungrounded.members > 0 && [
      ungrounded.baskets,
      `baskets of ${counted(ungrounded.members, 'member')} without a ground: left out`,
    ],
    (file?.returns ?? 0) > 0 && [file?.returns ?? 0, 'returns: no baskets'],
    (file?.takenBack ?? 0) > 0 && [file?.takenBack ?? 0, 'lines that take something back: left out'],
    learned.sensitive > 0 && [
      learned.sensitive,
      `${learned.sensitive === 1 ? 'item' : 'items'} marked as sensitive: left out everywhere`,
    ],
    rejected > 0 && [rejected, `${rejected === 1 ? 'line' : 'lines'} rejected`],
  ]
  return rows.flatMap((row) => (row === false ? [] : [line(...row)]))
}

function learned(report: TrainReport): readonly string[] {
  const { items, bytes, gzipped, seconds, minMembers, neighbours, method } = report.trained
  const how = [method === 'ease' ? 'EASE' : 'cosine', lambdaSays(report)].filter(Boolean).join(', ')
  return [
    ...wrapped(`Learned in ${seconds.toFixed(1)} s by ${how}.`),
    line(items, `${items === 1 ? 'item' : 'items'}, each with at most ${neighbours} others`),
    minMembers === 1
      ? line(1, 'member is enough for a pair: a single basket can be read in this model')
      : line(minMembers, 'members at least stand behind each item and each pair'),
    line(bytes, `bytes, ${grouped(gzipped)} of them gzipped`),
  ]
}

const columns: readonly Column[] = [
  { head: '' },
  { head: 'first', right: true },
  { head: 'of 5', right: true },
  { head: 'of 10', right: true },
  { head: 'MRR', right: true },
]

function measured({ evaluation }: TrainReport): readonly string[] {
  if (!evaluation) return []
  const sides = [
    { says: 'Members who were held out', qualities: evaluation.members },
    { says: 'Sales of 3 to 30 items without a member', qualities: evaluation.anonymous },
  ]
  return [
    '',
    ...wrapped(splitSays(evaluation)),
    ...sides.flatMap(({ says, qualities }) => {
      const { n } = qualities.popularity
      if (n === 0) return ['', `${says}: none to measure by`]
      const rows = measuredIn(qualities).map(({ name, quality: { r1, r5, r10, mrr } }) => [
        name,
        percent(r1),
        percent(r5),
        percent(r10),
        mrr.toFixed(3),
      ])
      const loss = lossIn(qualities)
      return [
        '',
        `${says} (${grouped(n)}): the hidden item was found`,
        ...table(columns, rows),
        ...(loss === undefined ? [] : wrapped(lossSays(loss))),
      ]
    }),
    '',
    ...wrapped(
      `Among somebody’s first ten stood ${percent(evaluation.coverage)} of the items. MRR is the mean of 1 over the place of the hidden item, 0 beyond the first hundred. Measured in ${evaluation.seconds.toFixed(1)} s.`,
    ),
  ]
}

const lossSays = (loss: number): string =>
  `Against EASE in full precision the model ${loss < 0 ? 'gains' : 'loses'} ${Math.abs(loss).toFixed(4)} among the first ten.`

import type { Evaluation, Qualities, Quality } from 'evenhanded/basket'
import { type Document, documentPage } from 'evenhanded/standards'
import type { TrainReport } from './report.js'
import { counted, groundSays, grouped, lambdaSays, lossIn, measuredIn, percent, splitSays } from './words.js'

type Block = Document['blocks'][number]

/** A training as a page that stands alone, with how often the hidden item was found as a picture and as a table. */
export const trainPage = (report: TrainReport): string => documentPage(trainDocument(report))

function trainDocument(report: TrainReport): Document {
  const { program, model, trained, learned, evaluation } = report
  return {
    language: 'en',
    saidIn: 'en',
    title: `${program}: how well ${model} fits`,
    lead: `Learned on ${trained.date} from ${counted(learned.baskets, 'basket')} of ${counted(learned.members, 'member')}.${headline(evaluation)}`,
    blocks: [...(evaluation ? measured(evaluation) : []), ...about(report), ...limits(report)],
  }
}

function headline(evaluation: Evaluation | undefined): string {
  if (!evaluation) return ''
  const { members, anonymous } = evaluation
  const found = ({ ease: { r10, n } }: Qualities): string => `${percent(r10)} of ${grouped(n)}`
  const known = `in ${found(members)} baskets of members it had never seen`
  const unknown = anonymous.ease.n > 0 ? `, and in ${found(anonymous)} of nobody known` : ''
  return ` Of a basket with one item taken out, that item is among the first ten suggestions ${known}${unknown}.`
}

const heading = (text: string): Block => ({ type: 'heading', level: 2, text })
const paragraph = (text: string): Block => ({ type: 'paragraph', text })

function measured(evaluation: Evaluation): readonly Block[] {
  const sides = [
    { title: 'Members who were held out', qualities: evaluation.members },
    { title: 'Nobody known: sales of 3 to 30 items', qualities: evaluation.anonymous },
  ]
  const widest = Math.max(
    ...sides.flatMap(({ qualities }) => measuredIn(qualities).map(({ quality }) => quality.r10)),
    0.01,
  )
  return [
    heading('How often the hidden item is found'),
    paragraph(splitSays(evaluation)),
    ...sides.flatMap(({ title, qualities }) => side(title, qualities, widest)),
    paragraph(
      `Among somebody’s first ten stood ${percent(evaluation.coverage)} of the items: the rest is never suggested. MRR is the mean of 1 over the place at which the hidden item stands, and 0 beyond the first hundred.`,
    ),
  ]
}

const tops = [
  { of: 'r1', says: 'The first suggestion' },
  { of: 'r5', says: 'Among the first five' },
  { of: 'r10', says: 'Among the first ten' },
] as const

function side(title: string, qualities: Qualities, widest: number): readonly Block[] {
  const { n } = qualities.popularity
  if (n === 0) return [{ type: 'heading', level: 3, text: title }, paragraph('There was no basket to measure by.')]
  const found = measuredIn(qualities)
  const loss = lossIn(qualities)
  return [
    { type: 'heading', level: 3, text: `${title} (${grouped(n)})` },
    {
      type: 'bars',
      label: `${title}: the share of ${n} questions whose hidden item was found, by method`,
      widest,
      groups: tops.map(({ of, says }) => ({
        label: says,
        bars: found.map((one) => ({
          label: one.name,
          size: one.quality[of],
          says: percent(one.quality[of]),
          ...(one.of === 'ease' && { tone: 'get' as const }),
        })),
      })),
    },
    {
      type: 'table',
      head: ['Method', 'First', 'First five', 'First ten', 'MRR'].map((text) => ({ text })),
      rows: found.map(({ name, says, quality: { r1, r5, r10, mrr } }) => [
        `${name}: ${says}`,
        percent(r1),
        percent(r5),
        percent(r10),
        mrr.toFixed(3),
      ]),
    },
    ...(loss === undefined ? [] : [paragraph(lossSays(loss))]),
  ]
}

const lossSays = (loss: number): string =>
  `Against EASE in full precision, with the same λ and nothing pruned, the model ${loss < 0 ? 'gains' : 'loses'} ${Math.abs(loss).toFixed(4)} of all questions among the first ten.`

function about(report: TrainReport): readonly Block[] {
  const { trained, learned, from, rejected } = report
  const { items, bytes, gzipped, minMembers, neighbours, seconds, method, checksum } = trained
  const facts: readonly (readonly [string, string] | false)[] = [
    ['Method', [method === 'ease' ? 'EASE' : 'Cosine', lambdaSays(report)].filter(Boolean).join(', ')],
    ['Items', `${grouped(items)}, each with at most ${neighbours} others`],
    ['Members behind each', `at least ${grouped(minMembers)}: items and pairs that fewer bought are not in it`],
    ['Size', `${grouped(bytes)} bytes, ${grouped(gzipped)} of them gzipped`],
    ['Time', `${seconds.toFixed(1)} s`],
    ['Learned from', [from.file?.file, from.database].filter((name) => name !== undefined).join(' and ')],
    learned.anonymous > 0 && ['Without a member', `${counted(learned.anonymous, 'sale')}: never learned from`],
    from.ungrounded.members > 0 && [
      'Without a ground',
      `${counted(from.ungrounded.baskets, 'basket')} of ${counted(from.ungrounded.members, 'member')}: left out`,
    ],
    (from.file?.returns ?? 0) > 0 && ['Returns', `${grouped(from.file?.returns ?? 0)}: no baskets`],
    learned.sensitive > 0 && ['Sensitive', `${counted(learned.sensitive, 'item')}: left out everywhere`],
    rejected > 0 && ['Rejected', counted(rejected, 'line')],
    ['SHA-256', checksum],
  ]
  return [
    heading('What was learned'),
    { type: 'facts', of: facts.filter((fact) => fact !== false) },
    paragraph(groundSays(report)),
  ]
}

function limits({ trained: { minMembers }, evaluation }: TrainReport): readonly Block[] {
  return [
    heading('What this does not say'),
    {
      type: 'list',
      items: [
        ...(evaluation
          ? [
              'A hidden item that is found was bought anyway. How many take a coupon that they would not have looked for, only a trial tells.',
              `The figures are of this file, and a seed’s: another seed gives others, by some ${spread(evaluation)}. Methods are compared within one report, where all get the same questions.`,
            ]
          : ['Nothing was measured here: run it with --evaluate.']),
        minMembers === 1
          ? 'One member is enough for a pair here: a single basket can be read in this model.'
          : `That at least ${minMembers} members stand behind each pair keeps a single basket from being read in the model. It is no proof against somebody who knows all the other baskets: that would take differential privacy.`,
      ],
    },
  ]
}

/** One standard deviation of what is found among the first ten, on either side. */
function spread({ members, anonymous }: Evaluation): string {
  const points = ({ r10, n }: Quality): string => (100 * Math.sqrt((r10 * (1 - r10)) / Math.max(n, 1))).toFixed(1)
  const unknown = anonymous.ease.n > 0 ? ` for members and ±${points(anonymous.ease)} for nobody known` : ''
  return `±${points(members.ease)} percentage points${unknown}`
}

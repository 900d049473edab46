import type { FairnessRow, Finding, GateRow, Level, Review, Take } from 'evenhanded'
import { type Document, documentPage } from 'evenhanded/standards'

type Block = Document['blocks'][number]
type Text = Document['lead']

/** A review as a page that stands alone, with give against take as a picture and as a table. */
export const reviewPage = (review: Review): string => documentPage(reviewDocument(review))

function reviewDocument(review: Review): Document {
  const { id, version, controller, now } = review
  return {
    language: 'en',
    saidIn: 'en',
    title: `${id}: what it gives and what it takes`,
    lead: `Version ${version}, as of ${new Date(now).toISOString().slice(0, 10)}. ${controller} answers for it. ${counted(review)}`,
    blocks: [...found(review), ...balance(review), ...taken(review), ...gates(review), ...reckoned(review)],
  }
}

const plural: { readonly [L in Level]: readonly [string, string] } = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  note: ['note', 'notes'],
}

function counted({ counts }: Review): string {
  const levels = Object.keys(plural) as Level[]
  const words = levels.filter((level) => counts[level] > 0).map((level) => many(counts[level], plural[level]))
  return words.length === 0 ? 'Nothing was found.' : `Found: ${words.join(', ')}.`
}

const many = (count: number, [one, more]: readonly [string, string]): string => `${count} ${count === 1 ? one : more}`

const heading = (level: 2 | 3, text: Text): Block => ({ type: 'heading', level, text })
const paragraph = (text: string): Block => ({ type: 'paragraph', text: [text] })

type Head = (Block & { type: 'table' })['head']
const table = (head: Head, rows: readonly (readonly Text[])[]): readonly Block[] =>
  rows.length === 0 ? [] : [{ type: 'table', head, rows }]

/** By level, the worst first: what is wrong beside what to do about it. */
function found({ findings }: Review): readonly Block[] {
  if (findings.length === 0) return []
  const lines = ({ code, path, message, remedy, law }: Finding): readonly Text[] => [
    path === '' ? 'the program' : path,
    worded(law === undefined ? message : `${message} (${law})`),
    worded(remedy),
    { code },
  ]
  return [
    heading(2, 'What was found'),
    ...(Object.keys(plural) as Level[]).flatMap((level) => {
      const its = findings.filter((one) => one.level === level)
      const title = many(its.length, plural[level])
      const head = ['Where', 'What', 'What to do', 'Code'].map((text) => ({ text }))
      return its.length === 0 ? [] : [heading(3, title), ...table(head, its.map(lines))]
    }),
  ]
}

/** What stands between backticks is typed as it stands. */
const worded = (text: string): Text => text.split('`').map((part, n) => (n % 2 === 0 ? part : { code: part }))

function balance(review: Review): readonly Block[] {
  const { fairness, rate, money } = review
  if (fairness.length === 0) return []
  const price = (value: number): string => `${money === undefined ? '' : `${money} `}${value.toFixed(2)}`
  return [
    heading(2, 'Give and take'),
    paragraph(
      `For somebody of whom nothing is known yet. What they give is weighed at ${price(rate)} for a unit of sensitivity, everything optional and every invitation included.`,
    ),
    {
      type: 'balance',
      label: 'What people give for each offer, against what they get',
      heads: { give: 'They give', get: 'They get' },
      beams: fairness.map(({ offer, price: give, worth, even, because }) => ({
        label: [offer],
        give: { size: give, says: price(give) },
        get: { size: worth.money, says: worth.money === undefined ? 'not known' : price(worth.money) },
        ...(!even && {
          note: because === undefined ? 'asks more than it gives' : `asks more than it gives: ${because}`,
        }),
      })),
    },
    ...table(
      [
        { text: 'Offer' },
        { text: 'They give', tone: 'give' },
        { text: 'They get', tone: 'get' },
        { text: 'Balance' },
        { text: 'For' },
      ],
      fairness.map((row) => [
        `${row.offer} (${row.principle})`,
        `${price(row.price)}, of which ${price(row.required * rate)} can’t be left out`,
        worth(row, price),
        row.balance === undefined ? 'not known' : price(row.balance),
        row.goal ?? 'no goal',
      ]),
    ),
  ]
}

function worth({ gives, worth: { money, from, declared, appraised } }: FairnessRow, price: (of: number) => string) {
  const sources = [
    money === undefined ? 'no worth is declared' : `${price(money)} (${from})`,
    ...(from === 'appraised' && declared !== undefined ? [`declared as ${price(declared)}`] : []),
    ...(appraised && from !== 'appraised' ? [`${appraised.answers} people say ${price(appraised.money)}`] : []),
    ...(appraised && from === 'appraised' ? [`by ${appraised.answers} people`] : []),
  ]
  return `${gives.join('; ')}: ${sources.join(', ')}`
}

const origin: { readonly [from in Take['sensitivity']['from']]: string } = {
  rated: 'published rating',
  kind: 'by its kind',
  raised: 'raised by the program',
  measured: 'measured by the site',
}

/** Field by field, so that somebody can reckon it again. */
function taken({ fairness }: Review): readonly Block[] {
  if (fairness.length === 0) return []
  const head = [{ text: 'Field' }, { text: 'Sensitivity', tone: 'give' as const }, { text: 'Used for' }]
  return [
    heading(2, 'What each offer takes'),
    ...fairness.flatMap(({ offer, takes }) => [
      heading(3, offer),
      ...(takes.length === 0
        ? [paragraph('Nothing.')]
        : table(
            head,
            takes.map(({ label, sensitivity: { value, from, item }, uses }) => [
              label,
              `${value.toFixed(2)}, ${item === undefined ? origin[from] : `${origin[from]} (${item})`}`,
              uses.map(({ purpose, part, weight }) => `${purpose} (${part}) × ${weight.toFixed(2)}`).join('; '),
            ]),
          )),
    ]),
  ]
}

function gates({ gates, money }: Review): readonly Block[] {
  const price = (value: number): string => `${money === undefined ? '' : `${money} `}${value.toFixed(2)}`
  const way = ({ path, exact, also }: GateRow): string => {
    if (path === null) return also.length > 0 ? `no offers alone: ${also.join(', ')}` : 'none'
    const offers = path.length === 0 ? 'open from the start' : path.join(', then ')
    const more = also.length > 0 ? `; and ${also.join(', ')}` : ''
    return `${offers}${more}${exact ? '' : ' (the best found)'}`
  }
  const rows = gates.map((row) => [
    row.significant ? `${row.label} (weighs on the person)` : row.label,
    way(row),
    row.asks.length === 0 ? 'nothing' : `${row.asks.join(', ')}: ${price(row.price)}`,
    row.gives.join('; ') || '–',
  ])
  if (rows.length === 0) return []
  const head: Head = [
    { text: 'Gate' },
    { text: 'The cheapest way' },
    { text: 'They give', tone: 'give' },
    { text: 'They get besides', tone: 'get' },
  ]
  return [heading(2, 'Gates'), ...table(head, rows)]
}

const factors: { readonly [of in Review['weights'][number]['of']]: string } = {
  place: 'Where it lies',
  purpose: 'What for',
  retention: 'How long',
  together: 'Together',
}

function reckoned({ weights }: Review): readonly Block[] {
  return [
    heading(2, 'How it is reckoned'),
    paragraph(
      'A field weighs its sensitivity times these. The heaviest use of a field counts whole, and each further one in part. It is a measure of what is asked, and none of whether it is lawful.',
    ),
    ...table(
      [{ text: 'Factor' }, { text: 'When' }, { text: 'Times' }],
      weights.map(({ of, says, times }) => [factors[of], says, times.toFixed(2)]),
    ),
  ]
}

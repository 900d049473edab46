import { later } from '../duration.js'
import { record } from '../json.js'
import type { Definition } from './program.js'

type Agreed = Pick<Definition, 'purposes' | 'parties'> & Partial<Pick<Definition, 'models'>>

/**
 * What a consent to this purpose agrees to in substance, beside the field and the basis: the meaning, who takes part and
 * where, whether others are shown what is learned of it, how long values are kept. Readable text, kept with each consent:
 * `2 mailer:DE crm:US:recipient sells learns P2Y`; empty where nothing of it is said.
 */
export function termsOf({ purposes, parties, models = {} }: Agreed, purpose: string, field?: string): string {
  const { meaning = 1, parties: names = [], sells, retainFor, retain } = purposes[purpose] ?? {}
  const who = [...names].sort().map((name) => {
    const { country = '', role = 'processor' } = parties[name] ?? {}
    return `${name}:${country}${role === 'processor' ? '' : `:${role}`}`
  })
  const kept = (field === undefined ? undefined : retain?.[field]) ?? retainFor
  const isLearned = Object.values(models).some(
    (model) => model.learns === purpose && (field ?? model.reads) === model.reads,
  )
  return [meaning > 1 && `${meaning}`, ...who, sells && 'sells', isLearned && 'learns', kept].filter(Boolean).join(' ')
}

/**
 * Whether who agreed to the one agreed to the other as well: the meaning is the same, nobody and no country has been
 * added, nobody got a greater part, nothing is sold or learned from that was not, nothing is kept for longer. A wording, a label, a party
 * less: nobody has to be asked again.
 */
export function covers(agreed: string, now: string): boolean {
  if (agreed === now) return true
  const [before, after] = [partsOf(agreed), partsOf(now)]
  return (
    before.meaning === after.meaning &&
    after.parties.every((party) => before.parties.some((one) => one === party || one.startsWith(`${party}:`))) &&
    (before.sells || !after.sells) &&
    (before.learns || !after.learns) &&
    lasting(after.retained) <= lasting(before.retained)
  )
}

interface Parts {
  readonly meaning: string
  readonly parties: readonly string[]
  readonly sells: boolean
  readonly learns: boolean
  readonly retained: string | undefined
}

function partsOf(terms: string): Parts {
  const words = terms.split(' ')
  return {
    meaning: words.find((word) => /^\d+$/.test(word)) ?? '1',
    parties: words.filter((word) => word.includes(':')),
    sells: words.includes('sells'),
    learns: words.includes('learns'),
    retained: words.find((word) => word.startsWith('P') && !word.includes(':')),
  }
}

/** Without a span nothing was said of an end. */
const lasting = (span: string | undefined): number => (span === undefined ? Number.POSITIVE_INFINITY : later(0, span))

/** What one pair's consents agree to now, and of what was agreed to before, whether that covers it. */
interface Standing {
  readonly terms: string
  readonly covered: Map<string, boolean>
}

type Of<Value> = { [name: string]: Value }

/** Worked out once per program: a value is read under a ground far more often than a program changes. */
const standings = new WeakMap<Agreed, Of<Of<Standing>>>()
let latest: { readonly program?: Agreed; readonly standings: Of<Of<Standing>> } = { standings: {} }

function standing(program: Agreed, purpose: string, field: string): Standing {
  if (latest.program !== program) {
    const all = standings.get(program) ?? record()
    standings.set(program, all)
    latest = { program, standings: all }
  }
  const all = latest.standings
  const known = all[purpose]?.[field]
  if (known) return known
  const made = { terms: termsOf(program, purpose, field), covered: new Map<string, boolean>() }
  all[purpose] = { ...all[purpose], [field]: made }
  return made
}

/** Whether a consent that was given on these terms covers what the program says now. */
export function stillCovers(program: Agreed, purpose: string, field: string, agreed = ''): boolean {
  const { terms, covered } = standing(program, purpose, field)
  if (agreed === terms) return true
  const known = covered.get(agreed)
  if (known !== undefined) return known
  const found = covers(agreed, terms)
  covered.set(agreed, found)
  return found
}

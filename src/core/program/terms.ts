import { later } from '../duration.js'
import type { Definition } from './program.js'

/**
 * What a consent to this purpose agrees to in substance, beside the field and the basis: the meaning, who takes part and
 * where, how long values are kept. Readable text, kept with each consent: `2 mailer:DE crm:US P2Y`; empty where nothing
 * of it is said.
 */
export function termsOf({ purposes, parties }: Pick<Definition, 'purposes' | 'parties'>, purpose: string): string {
  const { meaning = 1, parties: names = [], retainFor } = purposes[purpose] ?? {}
  const who = [...names].sort().map((name) => `${name}:${parties[name]?.country ?? ''}`)
  return [...(meaning > 1 ? [String(meaning)] : []), ...who, ...(retainFor ? [retainFor] : [])].join(' ')
}

/**
 * Whether who agreed to the one agreed to the other as well: the meaning is the same, nobody and no country has been
 * added, nothing is kept for longer. A wording, a label, a party less: nobody has to be asked again.
 */
export function covers(agreed: string, now: string): boolean {
  if (agreed === now) return true
  const [before, after] = [partsOf(agreed), partsOf(now)]
  return (
    before.meaning === after.meaning &&
    after.parties.every((party) => before.parties.includes(party)) &&
    lasting(after.retained) <= lasting(before.retained)
  )
}

interface Parts {
  readonly meaning: string
  readonly parties: readonly string[]
  readonly retained: string | undefined
}

function partsOf(terms: string): Parts {
  const words = terms.split(' ').filter((word) => word !== '')
  return {
    meaning: words.find((word) => /^\d+$/.test(word)) ?? '1',
    parties: words.filter((word) => word.includes(':')),
    retained: words.find((word) => word.startsWith('P') && !word.includes(':')),
  }
}

/** Without a span nothing was said of an end. */
const lasting = (span: string | undefined): number => (span === undefined ? Number.POSITIVE_INFINITY : later(0, span))

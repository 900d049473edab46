import type { Program } from 'evenhanded'
import type { BackendAnswer } from 'evenhanded/server'
import type { OldConsent } from './consent-row.js'
import type { OldConsents } from './old-consents.js'
import type { Rejected } from './rejected.js'

/** What became of the consents to one purpose; counts of rows. */
export interface PurposeTally {
  granted: number
  /** Granted, and not in force until the identifier is confirmed. */
  unconfirmed: number
  expired: number
  refused: number
  withdrawn: number
  /** Said before. */
  known: number
  /** A newer no, or a withdrawal, stands here. */
  said_no: number
  overtaken: number
  partial: number
  bundled: number
  unproven: number
  /** Of partial ones: how often each part of a proof is missing. */
  missing: { [part: string]: number }
  /** People that have to be asked anew: what is no ground, or over. */
  ask_anew: number
  /** What a consent to it agrees to by now, and that these have agreed to. */
  readonly terms: string
}

export type ConsentTally = { [purpose: string]: PurposeTally }

type Status = 'granted' | 'unconfirmed' | 'expired' | 'refused' | 'withdrawn'

/** Counts what became of each row. */
export function consentTally(program: Program, { ungrounded, overtaken }: OldConsents) {
  const tally: ConsentTally = {}
  const asked = new Map<string, Set<string>>()
  const rejected: Rejected[] = []
  const of = (purpose: string): PurposeTally => {
    tally[purpose] ??= { ...nothing(), terms: termsOf(program, purpose) }
    return tally[purpose]
  }
  const askAnew = ({ purpose, login }: OldConsent): void => {
    asked.set(purpose, (asked.get(purpose) ?? new Set()).add(login))
  }
  for (const { purpose } of overtaken) of(purpose).overtaken++
  for (const row of ungrounded) {
    const own = of(row.purpose)
    if (row.grade !== 'proven') own[row.grade]++
    if (row.grade === 'partial') for (const part of row.missing) own.missing[part] = (own.missing[part] ?? 0) + 1
    askAnew(row)
  }
  return {
    take(row: OldConsent, answer: BackendAnswer | undefined): void {
      const own = of(row.purpose)
      if (answer?.ok) {
        const status: Status = answer.outcome.attested?.[0]?.status ?? 'granted'
        own[status]++
        if (status === 'expired') askAnew(row)
      } else if (answer?.error.code === 'already_accepted') {
        own.known++
        const { expired } = answer.error.facts ?? {}
        if (row.status === 'granted' && (expired as readonly string[] | undefined)?.includes(row.field)) askAnew(row)
      } else if (answer?.error.code === 'said_no') own.said_no++
      else rejected.push({ line: row.line, reason: answer?.error.message ?? 'the server gave no answer' })
    },
    rejected,
    done(): ConsentTally {
      for (const [purpose, people] of asked) of(purpose).ask_anew = people.size
      return tally
    },
  }
}

const nothing = () => ({
  ...{ granted: 0, unconfirmed: 0, expired: 0, refused: 0, withdrawn: 0, known: 0, said_no: 0, overtaken: 0 },
  ...{ partial: 0, bundled: 0, unproven: 0, missing: {}, ask_anew: 0 },
})

function termsOf({ purposes, parties }: Program, purpose: string): string {
  const { parties: names = [], retainFor, sells } = purposes[purpose] ?? {}
  const who = names.map((name) => {
    const { name: label = name, country } = parties[name] ?? {}
    return country === undefined ? label : `${label} (${country})`
  })
  return [
    ...who,
    ...(retainFor === undefined ? [] : [`kept for ${retainFor}`]),
    ...(sells ? ['sold or shared'] : []),
  ].join(', ')
}

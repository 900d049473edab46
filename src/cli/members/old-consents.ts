import { setImmediate } from 'node:timers/promises'
import type { Program } from 'evenhanded'
import type { BackendCall } from 'evenhanded/server'
import { consentColumns, consentIn, type OldConsent } from './consent-row.js'
import type { OldAct } from './evidence.js'
import type { Rejected } from './rejected.js'
import { openTable } from './table.js'

/** A file of consents, by person: what counts of it, and what does not. */
export interface OldConsents {
  readonly file: string
  readonly rows: number
  /** By login, what is said of them: at most one row per purpose and field. */
  readonly people: Map<string, readonly OldConsent[]>
  /** Consents without enough of a proof. */
  readonly ungrounded: readonly OldConsent[]
  /** Rows that a later one of the same person, purpose and field says otherwise. */
  readonly overtaken: readonly OldConsent[]
  readonly rejected: readonly Rejected[]
}

/**
 * Reads a file of consents whole: a person's rows need not stand together.
 *
 * @throws EvenhandedError `no_file`, `not_a_table`
 */
export async function readConsents(
  program: Program,
  path: string,
  now: number,
  onBytes?: (bytes: number) => void,
): Promise<OldConsents> {
  const table = await openTable(path, consentColumns.needed, onBytes)
  const all = new Map<string, OldConsent[]>()
  const rejected: Rejected[] = []
  let rows = 0
  for await (const row of table.rows) {
    if (++rows % 1_000 === 0) await setImmediate()
    const consent = row.reason ?? (await consentIn(program, row.line, row.cells, now))
    if (typeof consent === 'string') rejected.push({ line: row.line, reason: consent })
    else all.set(consent.login, [...(all.get(consent.login) ?? []), consent])
  }
  const sorted = [...all.values()].map(counting)
  return {
    file: table.file,
    rows,
    people: new Map(sorted.flatMap(({ counts }) => (counts[0] ? [[counts[0].login, counts] as const] : []))),
    ungrounded: sorted.flatMap(({ ungrounded }) => ungrounded),
    overtaken: sorted.flatMap(({ overtaken }) => overtaken),
    rejected,
  }
}

/**
 * What counts of a person's rows: of one purpose and field the last that was said; where dates are the same, or missing,
 * a no. A consent without proof overtakes nothing.
 */
function counting(rows: readonly OldConsent[]) {
  const isGround = ({ status, grade }: OldConsent): boolean => status !== 'granted' || grade === 'proven'
  const last = new Map<string, OldConsent>()
  for (const row of rows.filter(isGround)) {
    const pair = JSON.stringify([row.purpose, row.field])
    const before = last.get(pair)
    if (!before || isAfter(row, before)) last.set(pair, row)
  }
  const counts = [...last.values()]
  return {
    counts,
    ungrounded: rows.filter((row) => !isGround(row)),
    overtaken: rows.filter((row) => isGround(row) && !counts.includes(row)),
  }
}

const weight = { granted: 0, refused: 1, withdrawn: 2 } as const

function isAfter(one: OldConsent, other: OldConsent): boolean {
  // A no without a date may have been said yesterday.
  const [at, before] = [one, other].map(({ givenAt }) => givenAt ?? Number.POSITIVE_INFINITY) as [number, number]
  return at === before ? weight[one.status] > weight[other.status] : at > before
}

/**
 * What is said to the server of an old consent.
 *
 * @param value of its field, where another file knows it
 */
export function attestCall(row: OldConsent, file: string, value = row.value): BackendCall {
  const { status, purpose, field, line, act, notice, givenAt, confirmedAt, reference, medium } = row
  const isHash = /^[0-9a-f]{64}$/i.test(notice.trim())
  return {
    ...{ type: 'attest', status, purpose, fields: [field] },
    ...(status === 'granted' && value !== undefined && { answers: { [field]: value } }),
    ...(isProof(row) && { act: act as OldAct }),
    ...(notice !== '' && { notice: isHash ? { hash: notice.trim().toLowerCase() } : { text: notice } }),
    ...(status === 'granted' && confirmedAt !== undefined && { confirmed: true }),
    by: {
      medium: medium || 'file',
      evidence: reference || `${file}, line ${line}`,
      ...(givenAt !== undefined && { givenAt }),
    },
  }
}

const isProof = ({ status, act }: OldConsent): boolean => status === 'granted' && act !== ''

import { later } from '../../core/duration.js'
import { EvenhandedError } from '../../core/error.js'
import type { Json } from '../../core/json.js'
import type { Loaded } from '../../ports/store.js'
import { load, trying } from '../calls/load.js'
import { whoIs } from '../calls/reference.js'
import type { Desk } from '../desk.js'
import { identifierHash, isIdentifier } from '../vault/identifiers.js'
import { lasting } from './erasing.js'

/** Who may not be imported: by the site's own id, by identifiers, or both. */
export interface Suppressing {
  readonly login?: string
  /** By field, as it was given: only fields of the kind `identifier`. */
  readonly identifiers?: { readonly [field: string]: Json }
  /** Since when, and until when, epoch milliseconds: now, and for as long as the policy says (`erasure.suppressFor`). */
  readonly at?: number
  readonly until?: number
}

/** What came of one of them. */
export interface Suppressed {
  readonly until: number
  /** Everything of it was suppressed already. */
  readonly known: boolean
  /** Somebody is here whom it concerns: nothing of theirs was ended. */
  readonly subject: string | null
}

/**
 * Keeps people from being imported: of each, keyed hashes alone are stored, with an end. Whoever is here already stays;
 * to end that, erase them. One that is suppressed keeps the later end; without one of its own nothing is written again.
 *
 * @throws EvenhandedError `bad_suppression` where nobody is named, or a field is no identifier; `store_failed`
 */
export async function suppress(desk: Desk, people: readonly Suppressing[]): Promise<readonly Suppressed[]> {
  const { store, tenant, secrets, plan } = desk
  if (people.length === 0) return []
  const named = people.map((one) => hashesOf(desk, one))
  const loaded = await load(
    desk,
    people.map(({ login }) => (login === undefined ? { commands: [] } : lookupOf(desk, login))),
  )
  const now = desk.clock?.() ?? (loaded[0] as Loaded).now
  const owners = await trying(() => store.identified(tenant, [...new Set(named.flatMap(({ found }) => found))]))
  const kept = named.map(({ all }) => all.map((hash) => secrets.suppression(hash)))
  const before = new Set(await trying(() => store.suppressed(tenant, [...new Set(kept.flat())], now)))
  const said = people.map((one, n): Suppressed => {
    const { at = now, until = later(at, lasting(plan.policy).suppressed) } = one
    const known = (kept[n] as readonly string[]).every((hash) => before.has(hash))
    return { until, known, subject: hereBy(loaded[n], owners, named[n]?.found ?? []) }
  })
  const rows = said.flatMap(({ until, known }, n) => {
    const { at = now, until: own } = people[n] as Suppressing
    return known && own === undefined ? [] : (kept[n] as readonly string[]).map((hash) => ({ hash, at, until }))
  })
  await trying(() => store.suppress(tenant, rows))
  return said
}

const lookupOf = (desk: Desk, of: string) => {
  const { id, login } = whoIs(desk, { login: of })
  return { subject: id, commands: [], ...(login !== null && { login }) }
}

function hashesOf(desk: Desk, { login, identifiers = {} }: Suppressing) {
  const { plan, secrets } = desk
  const strange = Object.keys(identifiers).find((field) => !isIdentifier(plan.program, field))
  if (strange !== undefined) throw bad(`${strange} is no identifier of this program.`)
  const found = Object.entries(identifiers).map(([field, value]) => identifierHash(secrets, field, value))
  const all = [...(login === undefined ? [] : [secrets.login(login)]), ...found]
  if (all.length === 0) throw bad('Nobody is named: give a login, or identifiers.')
  return { found, all }
}

const bad = (message: string): EvenhandedError => new EvenhandedError('bad_suppression', message)

function hereBy(
  loaded: Loaded | undefined,
  owners: readonly { readonly hash: string; readonly subject: string }[],
  found: readonly string[],
): string | null {
  if (loaded?.id && loaded.subject.erasedAt === null) return loaded.id
  return owners.find(({ hash }) => found.includes(hash))?.subject ?? null
}

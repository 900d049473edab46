import { record, recordOf } from '../json.js'
import { isConsent } from '../program/purpose.js'
import { joined, newest } from './displays.js'
import { rareOf } from './state.js'
import { type Age, type Ground, nobody, type OfferHistory, type Subject } from './subject.js'
import { summed } from './weighed.js'

/**
 * Who a subject is once two turn out to be one person, both proven by a verified, unique identifier. No
 * consent grows by it (law 9): a value keeps its own grounds, and what either withdrew, refused or objected
 * to stays so. Points are not merged here; the ledger moves them.
 *
 * @param into the subject that goes on; where both know a field, its value stays
 * @param from the subject that ends
 */
export function merge(into: Subject, from: Subject): Subject {
  // Each side counted by itself: no device has seen what the other side's said no to.
  const version = Math.max(into.version, from.version) + 1
  const age = younger(into.age, from.age)
  const known = record({ ...from.known, ...into.known })
  const values = record({ ...from.values, ...into.values })
  const grounds = record<{ readonly [field: string]: Ground }>()
  const objected = recordOf(
    Object.entries({ ...from.objected, ...into.objected }).map(([purpose, mark]) => [purpose, { ...mark, version }]),
  )
  const purposes = new Set([...Object.keys(into.grounds), ...Object.keys(from.grounds)])
  for (const purpose of purposes) {
    if (Object.hasOwn(objected, purpose)) continue
    const ours = into.grounds[purpose] ?? {}
    const theirs = from.grounds[purpose] ?? {}
    const fields = new Set([...Object.keys(ours), ...Object.keys(theirs)])
    grounds[purpose] = record(
      Object.fromEntries(
        [...fields].flatMap((field) => {
          const owner = Object.hasOwn(into.known, field) ? ours[field] : theirs[field]
          const ground = stricter([ours[field], theirs[field]]) ?? owner
          return ground ? [[field, merged(ground, version, age)]] : []
        }),
      ),
    )
  }
  return {
    ...nobody,
    version,
    known: record(Object.fromEntries(Object.entries(known).filter(([field]) => isHeld(grounds, field)))),
    values: record(Object.fromEntries(Object.entries(values).filter(([field]) => isHeld(grounds, field)))),
    grounds,
    offers: offersOfBoth(into.offers, from.offers),
    paid: record({ ...from.paid, ...into.paid }),
    objected,
    suspended: record({ ...from.suspended, ...into.suspended }),
    points: into.points,
    expected: into.expected,
    ...rareOf({
      age,
      restrictedAt: least(into.restrictedAt, from.restrictedAt),
      signal: least(into.signal?.at, from.signal?.at) === into.signal?.at ? into.signal : from.signal,
      displays: both(into.displays, from.displays, newest),
      complainedAt: least(into.complainedAt, from.complainedAt),
      weighed: both(into.weighed, from.weighed, (months) => summed(months).slice(-13)),
    }),
  }
}

/** A no counts from the merge on; and who is a minor on either side has agreed to nothing on the other. */
function merged(ground: Ground, version: number, age: Age | undefined): Ground {
  const isVoid = age?.band === 'minor' && ground.status === 'granted' && isConsent(ground)
  if (isVoid) return { ...ground, status: 'withdrawn', offers: [], version }
  return ground.status === 'withdrawn' || ground.status === 'refused' ? { ...ground, version } : ground
}

/** A minor on either side is one; of two that say the same, what was proven. */
function younger(...ages: readonly (Age | undefined)[]): Age | undefined {
  const minors = ages.filter((age) => age?.band === 'minor')
  const alike = minors.length > 0 ? minors : ages
  return alike.find((age) => age?.proven) ?? alike.find((age) => age)
}

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

function offersOfBoth(ours: Subject['offers'], theirs: Subject['offers']): Subject['offers'] {
  const all = record<OfferHistory>(ours)
  for (const [offer, its] of Object.entries(theirs)) all[offer] = all[offer] ? joined(all[offer], its) : its
  return all
}

/** What both remember, put together; of one alone as it is. */
const both = <One>(
  ours: readonly One[] | undefined,
  theirs: readonly One[] | undefined,
  together: (all: readonly One[]) => readonly One[],
): readonly One[] | undefined => (ours && theirs ? together([...ours, ...theirs]) : (ours ?? theirs))

/** A no of either side, if there is one. */
const stricter = (grounds: readonly (Ground | undefined)[]): Ground | undefined =>
  grounds.find((ground) => ground?.status === 'withdrawn') ?? grounds.find((ground) => ground?.status === 'refused')

const isHeld = (
  grounds: { readonly [purpose: string]: { readonly [field: string]: Ground } },
  field: string,
): boolean => Object.values(grounds).some((byField) => byField[field]?.status === 'granted')

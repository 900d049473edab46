import { record } from '../json.js'
import { type Ground, nobody, type Subject } from './subject.js'

/**
 * Who a subject is once two turn out to be one person, both proven by a verified, unique identifier. No
 * consent grows by it (law 9): a value keeps its own grounds, and what either withdrew, refused or objected
 * to stays so. Points are not merged here; the ledger moves them.
 *
 * @param into the subject that goes on; where both know a field, its value stays
 * @param from the subject that ends
 */
export function merge(into: Subject, from: Subject): Subject {
  const known = record({ ...from.known, ...into.known })
  const values = record({ ...from.values, ...into.values })
  const grounds = record<{ readonly [field: string]: Ground }>()
  const objected = record({ ...from.objected, ...into.objected })
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
          return ground ? [[field, ground]] : []
        }),
      ),
    )
  }
  return {
    ...nobody,
    version: Math.max(into.version, from.version),
    known: record(Object.fromEntries(Object.entries(known).filter(([field]) => isHeld(grounds, field)))),
    values: record(Object.fromEntries(Object.entries(values).filter(([field]) => isHeld(grounds, field)))),
    grounds,
    offers: record({ ...from.offers, ...into.offers }),
    paid: record({ ...from.paid, ...into.paid }),
    objected,
    suspended: record({ ...from.suspended, ...into.suspended }),
    points: into.points,
    expected: into.expected,
  }
}

/** A no of either side, if there is one. */
const stricter = (grounds: readonly (Ground | undefined)[]): Ground | undefined =>
  grounds.find((ground) => ground?.status === 'withdrawn') ?? grounds.find((ground) => ground?.status === 'refused')

const isHeld = (
  grounds: { readonly [purpose: string]: { readonly [field: string]: Ground } },
  field: string,
): boolean => Object.values(grounds).some((byField) => byField[field]?.status === 'granted')

import { type ChainFault, entryFault } from './chain-fault.js'
import type { EntryName } from './entry-name.js'
import type { Expected } from './expected.js'
import type { Found } from './found.js'

/** A stretch in which what was chained and what is there do not meet. */
export interface Gap {
  readonly expected: readonly Expected[]
  readonly found: readonly Found[]
  /** Where it stands, if nothing was expected there. */
  readonly place: { readonly block: number; readonly position: number }
  /** The line before it. */
  readonly after: EntryName | null
  /** Of what was chained behind the last line that is there: how many more there are than `expected`. */
  readonly cut?: number
}

/** So many entries are kept in mind: what stands elsewhere may be far away. */
const most = 10_000

/** Makes of gaps what is wrong, and tells it in the order of places once it has seen enough. */
export interface Reckoning {
  add(gap: Gap): void
  end(): void
}

export function reckoning(told: (fault: ChainFault) => void): Reckoning {
  let gaps: Gap[] = []
  let count = 0
  function settle(): void {
    const expected = new Set(gaps.flatMap((gap) => gap.expected.map(({ hash }) => hash)))
    const moved = new Map<string, Found>()
    for (const gap of gaps) for (const one of gap.found) if (expected.has(one.hash)) moved.set(one.hash, one)
    for (const gap of gaps) faultsOf(gap, moved, told)
    ;[gaps, count] = [[], 0]
  }
  return {
    add(gap) {
      gaps.push(gap)
      count += gap.expected.length + gap.found.length
      if (count > most) settle()
    },
    end: settle,
  }
}

/** One stretch: what stands elsewhere, what stands in its place but changed, what is gone, what came. */
function faultsOf(gap: Gap, moved: ReadonlyMap<string, Found>, told: (fault: ChainFault) => void): void {
  const expected: Expected[] = []
  for (const one of gap.expected) {
    const there = moved.get(one.hash)
    if (there) told(entryFault('reordered', one, { entry: there.entry }, 'stands elsewhere'))
    else expected.push(one)
  }
  const found = gap.found.filter((one) => moved.get(one.hash) !== one)
  // Of a block that can't be read nobody knows what was in it.
  if (expected.some(({ hash }) => hash === '')) return
  const changed = Math.min(expected.length, found.length)
  for (let n = 0; n < changed; n++) {
    const [one, there] = [expected[n] as Expected, found[n] as Found]
    told(entryFault('changed', one, { entry: there.entry }, 'is not what was chained'))
  }
  const gone = expected.slice(changed)
  const before = changed > 0 ? (found[changed - 1] as Found).entry : gap.after
  if (gap.cut !== undefined && gone.length > 0) told(cutOff(gone[0] as Expected, gone.length + gap.cut, before))
  else for (const one of gone) told(entryFault('missing', one, { after: before }, 'is missing'))
  const place = expected.at(-1) ?? gap.place
  for (const { entry } of found.slice(changed)) told(entryFault('added', place, { entry }, 'was never chained'))
}

const cutOff = (first: Expected, count: number, after: EntryName | null): ChainFault =>
  entryFault('cut', first, { after }, count === 1 ? 'is cut off' : `is cut off, with ${count - 1} behind it`)

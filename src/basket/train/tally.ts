/** Counts of many things at once, by members whose turns follow one another. */
export interface Tally {
  /** How often each was counted. */
  readonly times: Uint32Array
  /** By how many different members. */
  readonly members: Uint32Array
  /** Counts something of a member. A member who had their turn must not come back before it is cleared. */
  add(thing: number, member: number): void
  clear(): void
}

/** @param mostOften  how many times one member counts for one thing */
export function tallyOf(things: number, mostOften: number): Tally {
  const [times, members] = [new Uint32Array(things), new Uint32Array(things)]
  /** Of each the member who was counted last, from 1 on, and how often. */
  const [last, often] = [new Uint32Array(things), new Uint32Array(things)]
  return {
    ...{ times, members },
    add(thing, member) {
      if (last[thing] !== member + 1) {
        last[thing] = member + 1
        often[thing] = 0
        members[thing] = (members[thing] as number) + 1
      }
      if ((often[thing] as number) >= mostOften) return
      often[thing] = (often[thing] as number) + 1
      times[thing] = (times[thing] as number) + 1
    },
    clear() {
      for (const counts of [times, members, last, often]) counts.fill(0)
    },
  }
}

/** Something that can be taken up, by numbers. */
export interface Item {
  /** One item of an offer is taken up at most. */
  readonly offer: number
  /** A bit for each thing that it brings, */
  readonly covers: number
  /** and for each that has to be brought by others. */
  readonly requires: number
  /** What it adds to what is given, by number in ascending order. */
  readonly adds: Int32Array
  /** Points, by the currencies that are missing. */
  readonly points: Float64Array
}

/** What is to be brought, and what it costs. */
export interface Task {
  readonly items: readonly Item[]
  /** The bits of what the gate needs. */
  readonly needs: number
  /** The points that are missing, by currency. */
  readonly missing: Float64Array
  /** What is given in any case: the gate needs it. */
  readonly given: Uint32Array
  /** The cost of a set of additions: it never falls when one more is added. */
  readonly cost: (set: Uint32Array) => number
  /** Per addition: what it adds to the cost of any set that holds `given`, at the least. */
  readonly least: Float64Array
  /** What costs as much or more is of no interest. */
  readonly below: number
  /** So many steps of the search are made at most. */
  readonly most: number
}

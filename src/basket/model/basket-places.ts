/** A basket as places in the model, each once; and what is not to be suggested to it. */
export interface BasketPlaces {
  /** How many different items the model knows, and how many it does not. */
  readonly known: number
  readonly unknown: number
  /** The first `known` of it are the basket. */
  readonly places: Uint32Array
  read(basket: readonly unknown[], without: readonly unknown[]): void
  /** Whether it is in the basket, or excluded. */
  isBarred(place: number): boolean
  /** Leaves nothing of the basket: a till keeps its model from one stranger to the next. */
  forget(): void
}

export function basketPlaces(placeOf: ReadonlyMap<unknown, number>): BasketPlaces {
  const places = new Uint32Array(placeOf.size)
  // What bears the number of this reading is barred: nothing has to be wiped before the next one.
  const barredIn = new Uint32Array(placeOf.size)
  let reading = 0
  let known = 0
  let unknown = 0

  function begin(): void {
    known = 0
    reading = (reading + 1) >>> 0
    if (reading > 0) return
    barredIn.fill(0)
    reading = 1
  }

  return {
    places,
    get known() {
      return known
    },
    get unknown() {
      return unknown
    },
    read(basket, without) {
      begin()
      let strangers: Set<unknown> | undefined
      for (let at = 0; at < basket.length; at++) {
        const place = placeOf.get(basket[at])
        if (place === undefined) {
          strangers ??= new Set()
          strangers.add(basket[at])
        } else if (barredIn[place] !== reading) {
          barredIn[place] = reading
          places[known++] = place
        }
      }
      unknown = strangers?.size ?? 0
      for (let at = 0; at < without.length; at++) {
        const place = placeOf.get(without[at])
        if (place !== undefined) barredIn[place] = reading
      }
    },
    isBarred: (place) => barredIn[place] === reading,
    forget() {
      for (let nth = 0; nth < known; nth++) {
        barredIn[places[nth] as number] = 0
        places[nth] = 0
      }
      known = 0
      unknown = 0
    },
  }
}

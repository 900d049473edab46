/** Somewhere an offer belongs. Where somebody is, the page says for the moment; it is never stored and never sent. */
export interface Place {
  readonly label: string
  /** A circle on the ground; without it the page names the place itself, as a shelf's beacon does. */
  readonly around?: {
    /** Degrees, north and east positive (WGS 84). */
    readonly latitude: number
    readonly longitude: number
    readonly metres: number
  }
}

export type Places = { readonly [name: string]: Place }

/** A point on the globe, as a vector of length 1: no pole and no date line is special to it. */
export interface Point {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** A place as decisions read it. */
export interface PlannedPlace {
  readonly name: string
  readonly centre: Point | undefined
  /** The square of the straight line, through the globe, from the centre to the edge. */
  readonly reach: number
}

/** The mean radius, metres. */
const globe = 6_371_008.8
const degree = Math.PI / 180

/** @returns `undefined` where this is nowhere on the globe */
export function pointAt(latitude: number, longitude: number): Point | undefined {
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined
  const out = Math.cos(latitude * degree)
  return {
    x: out * Math.cos(longitude * degree),
    y: out * Math.sin(longitude * degree),
    z: Math.sin(latitude * degree),
  }
}

export const plannedPlaces = (places: Places): readonly PlannedPlace[] =>
  Object.entries(places).map(([name, { around }]) => ({
    name,
    centre: around && pointAt(around.latitude, around.longitude),
    reach: around ? chord(around.metres) : 0,
  }))

/** Half around the globe is everywhere. */
const chord = (metres: number): number =>
  metres >= Math.PI * globe ? Number.POSITIVE_INFINITY : (2 * Math.sin(metres / globe / 2)) ** 2

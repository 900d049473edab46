import { EvenhandedError, type Program } from 'evenhanded'

/** What an import enrols into and what it counts in: names of the program. */
export interface Membership {
  readonly offer: string
  readonly currency: string
  readonly touchpoint: string
}

/** What the command line named; the rest is found where the program leaves one choice. */
export type Wanted = { readonly [Part in keyof Membership]?: string }

/** What members of old are enrolled into, and where they are said to have joined. */
export type Enrolment = Pick<Membership, 'offer' | 'touchpoint'>

/**
 * @throws EvenhandedError `no_membership`, which lists what there is to choose from
 */
export function membershipOf(program: Program, wanted: Wanted): Membership {
  const currencies = Object.keys(program.currencies).filter((id) => program.currencies[id]?.kind === 'redeemable')
  const { offer, touchpoint } = enrolmentOf(program, wanted)
  return { offer, currency: chosen('currency', 'redeemable currency', currencies, wanted.currency), touchpoint }
}

/**
 * @throws EvenhandedError `no_membership`, which lists what there is to choose from
 */
export function enrolmentOf(program: Program, wanted: Omit<Wanted, 'currency'>): Enrolment {
  const offers = Object.entries(program.offers)
    .filter(([, offer]) => offer.principle === 'convert' && program.purposes[offer.for]?.basis === 'contract')
    .map(([id]) => id)
  const offer = chosen('offer', 'convert offer that rests on a contract', offers, wanted.offer)
  const made = program.offers[offer]?.at ?? []
  const touchpoints = Object.keys(program.touchpoints)
  return {
    offer,
    // Where an order was placed is not known: what matters is that the program knows the place.
    touchpoint: wanted.touchpoint
      ? chosen('touchpoint', 'touchpoint', touchpoints, wanted.touchpoint)
      : (made[0] ?? (touchpoints[0] as string)),
  }
}

function chosen(option: string, what: string, names: readonly string[], wanted: string | undefined): string {
  if (wanted !== undefined && names.includes(wanted)) return wanted
  const [only] = names
  if (wanted === undefined && only !== undefined && names.length === 1) return only
  const there = names.length === 0 ? 'has none' : `has ${names.join(', ')}`
  const problem =
    wanted === undefined
      ? `The import needs one ${what}; this program ${there}.`
      : `${wanted} is no ${what} of this program, which ${there}.`
  const remedy = names.length === 0 ? 'Declare one in the program.' : `Choose one with --${option}.`
  throw new EvenhandedError('no_membership', `${problem}\n${remedy}`)
}

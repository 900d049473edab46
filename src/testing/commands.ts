import type * as FastCheck from 'fast-check'
import type { Json } from '../core/json.js'
import type { Plan, PlannedOffer } from '../core/program/plan.js'
import type { Command } from '../core/subject/command.js'
import type { Fc } from './programs.js'

const day = 86_400_000

/**
 * Sequences of commands that a device or a backend might send to this program: sensible ones for the most
 * part, and some that have to be refused.
 *
 * @param origin epoch milliseconds of the first command
 */
export function commands(
  fc: Fc,
  plan: Plan,
  options: { maxLength: number; origin: number },
): FastCheck.Arbitrary<Command[]> {
  const said = fc.record({
    draft: draftOf(fc, plan),
    after: fc.oneof(
      fc.nat(60_000),
      fc.integer({ min: 0, max: 400 }).map((days) => days * day),
    ),
    id: fc.uuid({ version: 4 }),
    touchpoint: fc.constantFrom(...Object.keys(plan.program.touchpoints)),
  })
  return fc.array(said, { minLength: 1, maxLength: options.maxLength }).map((all) => {
    let at = options.origin
    return all.map(({ draft, after, id, touchpoint }) => {
      at += after
      return { id, subject: null, at, touchpoint, seen: 0, ...draft } as Command
    })
  })
}

function draftOf(fc: Fc, plan: Plan): FastCheck.Arbitrary<object> {
  const { program } = plan
  const purpose = fc.constantFrom(...plan.purposes)
  const field = fc.constantFrom(...plan.fields)
  const offer = fc.constantFrom(...plan.offers)
  const points = fc.record({ currency: fc.constantFrom(...Object.keys(program.currencies)), amount: fc.nat(120) })
  const amounts = points.map(({ currency, amount }) => ({ [currency]: amount }))
  return fc.oneof(
    { weight: 8, arbitrary: offer.chain((planned) => acceptOf(fc, plan, planned)) },
    offer.map(({ id }) => ({ type: 'decline', offer: id, evidence: evidenceOf(plan, id) })),
    offer.map(({ id }) => ({ type: 'leave', offer: id })),
    { weight: 2, arbitrary: purpose.map((purpose) => ({ type: 'withdraw', purpose })) },
    fc.record({ type: fc.constant('withdraw'), purpose, fields: fc.array(field, { maxLength: 1 }) }),
    purpose.map((purpose) => ({ type: 'object', purpose })),
    fc.record({ type: fc.constant('rectify'), field, value: text(fc) }),
    fc.record({ type: fc.constant('confirm'), field, value: text(fc) }),
    fc.record({ type: fc.constant('observe'), field, value: text(fc) }),
    { weight: 2, arbitrary: amounts.map((points) => ({ type: 'award', points, reason: 'deed:1' })) },
    amounts.map((points) => ({ type: 'reverse', points, reason: 'deed:1' })),
    fc.constant({ type: 'redeem', reward: 'voucher' }),
  )
}

const text = (fc: Fc): FastCheck.Arbitrary<string> => fc.string({ minLength: 1, maxLength: 5 })

function acceptOf(fc: Fc, plan: Plan, planned: PlannedOffer): FastCheck.Arbitrary<object> {
  const required = Object.values(planned.asked).filter((ask) => !ask.optional)
  const optional = Object.values(planned.asked).filter((ask) => ask.optional)
  const boxes = planned.invites.map(([purpose, fields]) => [purpose, fields] as const)
  return fc
    .record({
      forgets: fc.nat(9),
      adds: fc.nat(19),
      extra: fc.constantFrom(...plan.fields),
      chosen: fc.subarray(optional),
      ticked: fc.subarray(boxes),
      value: text(fc),
      coupon: fc.constantFrom(...couponsIn(planned)),
    })
    .map(({ forgets, adds, extra, chosen, ticked, value, coupon }) => {
      const given = [...(forgets === 0 ? required.slice(1) : required), ...chosen].map(({ field }) => field)
      const invited = ticked.flatMap(([, fields]) => fields)
      const fields = new Set([...given, ...invited, ...(adds === 0 ? [extra] : [])])
      const answers: { [field: string]: Json } = Object.fromEntries([...fields].map((field) => [field, value]))
      return {
        type: 'accept',
        offer: planned.id,
        answers,
        consents: consentsOf(plan, planned, fields, ticked),
        ...(coupon !== undefined && { coupon }),
        evidence: evidenceOf(plan, planned.id),
      }
    })
}

/** Of an offer that `fits` each of its coupons, one that it has not, and none. */
const couponsIn = ({ offer: { fits } }: PlannedOffer): readonly (string | undefined)[] =>
  fits ? [...Object.keys(fits.coupons), ...Object.keys(fits.coupons), 'none', undefined] : [undefined]

/** Ticks what is drawn, and each explicit consent that the answers need. */
function consentsOf(
  plan: Plan,
  planned: PlannedOffer,
  fields: ReadonlySet<string>,
  ticked: readonly (readonly [purpose: string, fields: readonly string[]])[],
): { [purpose: string]: readonly string[] } {
  const consents: { [purpose: string]: readonly string[] } = Object.fromEntries(ticked)
  for (const { field, purpose } of Object.values(planned.asked))
    if (fields.has(field) && plan.program.purposes[purpose]?.basis === 'explicit-consent')
      consents[purpose] = [...(consents[purpose] ?? []), field]
  return consents
}

const evidenceOf = (plan: Plan, offer: string): object => {
  const { hash, version, language } = plan.notice(offer)
  return { act: 'button', notice: { hash, version, language } }
}

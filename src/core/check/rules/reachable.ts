import type { Condition } from '../../program/ask.js'
import { timesOf } from '../../program/offer.js'
import type { PlannedOffer } from '../../program/plan.js'
import { mayBe, takesDates, wantedOf } from '../possible.js'
import { isNowhere, pairKey, unmet } from '../reach.js'
import type { Report, Reviewed, Rule } from '../reviewed.js'
import { listed } from '../words.js'

/** What can't come about, or is over. */
export const reachable: Rule = (reviewed, report) => {
  const { plan, program, byOffer } = reviewed
  for (const planned of plan.offers) {
    checkValues(reviewed, `offers.${planned.id}.when`, planned.offer.when, report)
    checkOffer(reviewed, planned, report)
    for (const { path, ask } of byOffer.get(planned.id) ?? []) {
      if (!ask?.when) continue
      checkValues(reviewed, `${path}.when`, ask.when, report)
      const never = unasked(reviewed, ask.when)
      if (never.length > 0)
        report(
          'ask_unreachable',
          path,
          `It is asked only where ${listed(never)} has a certain answer, and nobody asks ${listed(never)} before.`,
          'Ask that first, or leave the condition out.',
        )
    }
  }
  for (const [id, moment] of Object.entries(program.moments)) {
    const field = program.fields[moment.field]
    if (!reviewed.reach.pairs.has(pairKey({ purpose: moment.for, field: moment.field })))
      report(
        'moment_unreachable',
        `moments.${id}`,
        `No offer asks ${moment.field} for ${moment.for}, so the day is never known.`,
        `Ask it for ${moment.for} in an offer.`,
      )
    else if (field && !takesDates(field))
      report(
        'moment_without_date',
        `moments.${id}.field`,
        `${moment.field} takes no date such as 1990-04-30.`,
        'Give it a schema that takes ISO dates.',
      )
  }
  for (const [id, { where = {}, for: under }] of Object.entries(program.segments)) {
    checkValues(reviewed, `segments.${id}.where`, where, report)
    const never = Object.keys(where).filter(
      (field) => under !== undefined && !reviewed.reach.pairs.has(pairKey({ purpose: under, field })),
    )
    if (never.length > 0)
      report(
        'segment_unreachable',
        `segments.${id}`,
        `No offer asks ${listed(never)} for ${under}, so nobody is ever in it.`,
        `Ask it for ${under} in an offer.`,
      )
  }
}

/** Of a condition, the fields that nothing makes known. */
const unasked = ({ reach }: Reviewed, when: Condition): readonly string[] =>
  Object.keys(when).filter((field) => !reach.fields.has(field))

function checkOffer(reviewed: Reviewed, planned: PlannedOffer, report: Report): void {
  const { reach, program, now } = reviewed
  const { id, offer } = planned
  const at = `offers.${id}`
  const { until } = timesOf(offer)
  if (until <= now)
    report('offer_over', `${at}.during`, `It ended on ${dayOf(until)}.`, 'Take it out, or give it a new end.')
  if (reach.offers.has(id)) return
  if (isNowhere(planned))
    report('offer_unreachable', `${at}.at`, 'It is made at no touchpoint at all.', 'Name one, or leave `at` out.')
  const never = unasked(reviewed, offer.when ?? {})
  if (never.length > 0)
    report(
      'offer_unreachable',
      `${at}.when`,
      `It is made only where ${listed(never)} has a certain answer, and no offer that comes before asks ${listed(never)}.`,
      'Ask that in another offer, or leave the condition out.',
    )
  else if (unmet(program, reach.fields, offer.when).length > 0)
    report(
      'offer_unreachable',
      `${at}.when`,
      'Its condition never holds.',
      'Name values that the fields can have, or leave it out.',
    )
  if (offer.moment !== undefined && !isNowhere(planned) && never.length === 0)
    report(
      'offer_unreachable',
      `${at}.moment`,
      `The day of ${offer.moment} is known from no offer that comes before.`,
      'Ask the date in another offer, for the purpose that the moment names.',
    )
}

function checkValues({ program }: Reviewed, path: string, when: Condition = {}, report: Report): void {
  for (const name of Object.keys(when)) {
    const field = program.fields[name]
    if (!field) continue
    const never = wantedOf(when, name).filter((value) => !mayBe(field, value))
    if (never.length > 0)
      report(
        'impossible_value',
        `${path}.${name}`,
        `${name} is never ${listed(never.map((value) => JSON.stringify(value)))}.`,
        'Name values that its schema and its options have.',
      )
  }
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

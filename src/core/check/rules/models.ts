import type { Model } from '../../program/model.js'
import { isAmong } from '../../program/pair.js'
import type { PlannedOffer } from '../../program/plan.js'
import type { Report, Reviewed, Rule } from '../reviewed.js'
import { amount } from '../words.js'

/** What is learned of whose baskets, on which ground, and what comes of it. */
export const models: Rule = (reviewed, report) => {
  for (const [name, model] of Object.entries(reviewed.program.models)) {
    checkPairs(reviewed, name, model, report)
    checkGround(reviewed, name, model, report)
    if (!model.without?.length)
      report(
        'nothing_left_out',
        `models.${name}`,
        'Nothing is left out of it: among what goes together may be what tells of health, faith or love.',
        'Go through the catalogue, and list such items under `without`.',
        'GDPR Art. 9(1), CJEU C-184/20',
      )
  }
  for (const planned of reviewed.plan.offers) checkWorth(reviewed, planned, report)
}

function checkPairs({ plan }: Reviewed, name: string, { reads, learns, suggests }: Model, report: Report): void {
  const at = `models.${name}`
  const isGranted = (purpose: string) => plan.offers.some(({ pairs }) => isAmong(pairs, { purpose, field: reads }))
  if (!isGranted(learns))
    report(
      'model_learns_nothing',
      `${at}.learns`,
      `No offer asks for ${reads} to be used for ${learns}, so nobody may be learned from.`,
      `Invite to ${learns} with ${reads}, beside an offer that records it.`,
      'GDPR Art. 6(1)',
    )
  if (suggests !== undefined && !isGranted(suggests))
    report(
      'model_suggests_nothing',
      `${at}.suggests`,
      `No offer records ${reads} for ${suggests}, so nothing is suggested to anybody by what they bought before.`,
      `Say \`observes\` of an offer for ${suggests}, or take it out.`,
    )
  if (suggests === undefined && plan.offers.every(({ offer }) => offer.fits?.model !== name))
    report(
      'unused_model',
      at,
      'Nothing is shown by it: people are learned from for nothing.',
      'Name it in the `fits` of an offer, say what `suggests`, or take it out.',
      'GDPR Art. 5(1)(c)',
    )
}

function checkGround({ program }: Reviewed, name: string, { learns }: Model, report: Report): void {
  const { basis } = program.purposes[learns] ?? {}
  const at = `models.${name}.learns`
  if (basis === 'contract' || basis === 'legal-obligation')
    report(
      'learning_owed',
      at,
      `${learns} is owed to people, and that others are shown what goes with what they bought is not.`,
      'Learn under a purpose of its own that rests on consent, or on an interest that one may object to.',
      'GDPR Art. 6(1)(b), EDPB Guidelines 2/2019, 48 to 50',
    )
  if (basis === 'legitimate-interest')
    report(
      'learning_unasked',
      at,
      `People are learned from without being asked, until they object to ${learns}.`,
      'Write down how your interest was weighed against theirs, or ask for consent.',
      'GDPR Art. 6(1)(f), 21(1)',
    )
}

/** Before it is known what fits, an offer promises no more than the least that it may come to. */
function checkWorth({ program }: Reviewed, { id, offer }: PlannedOffer, report: Report): void {
  const least = Math.min(...Object.values(offer.fits?.coupons ?? {}).map(({ worth }) => worth))
  const [{ worth } = {}] = [offer.gives].flat()
  if (worth !== undefined && worth > least)
    report(
      'coupon_worth_less',
      `offers.${id}.gives.worth`,
      `It says that its coupon is worth ${amount(worth, program.money)}, and one of those that may fit is worth ${amount(least, program.money)}.`,
      'Say the least that one may get; what the chosen one is worth is shown with it.',
    )
}

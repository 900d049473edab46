import { checkConduct, checkGoal, checkOfferBearing, checkPlace, checkSegment } from './check-bearing.js'
import { checkConversion, checkPartner } from './check-conversion.js'
import { checkCampaign, checkRule } from './check-earning.js'
import { checkEnding } from './check-ending.js'
import { checkFits, checkMoney } from './check-fits.js'
import { checkModel } from './check-model.js'
import { checkMoment } from './check-moment.js'
import { checkNotices } from './check-notices.js'
import { checkOwner, checkParty, checkPurposeFurther } from './check-processing.js'
import type { Check } from './check-program.js'
import { checkRaffle } from './check-raffle.js'
import { shape, text } from './check-shape.js'

/** The parts of a program that only a server works with, and pages are spared the check of. */
export const serverChecks: { readonly [part: string]: Check } = {
  '': (report, path, program) => {
    checkOwner(report, path, program)
    checkNotices(report, program)
    checkConduct(report, program)
    checkMoney(report, program)
  },
  parties: checkParty,
  purposes: checkPurposeFurther,
  currencies: checkEnding,
  deeds: (report, path, deed) => void shape(report, path, deed, { label: text }),
  earns: checkRule,
  campaigns: checkCampaign,
  conversions: checkConversion,
  partners: checkPartner,
  raffles: checkRaffle,
  offers: (report, path, offer, program) => {
    checkOfferBearing(report, path, offer, program)
    checkFits(report, path, offer, program)
  },
  goals: checkGoal,
  segments: checkSegment,
  moments: checkMoment,
  places: checkPlace,
  models: checkModel,
  sanctions: (report, path, sanction) => void shape(report, path, sanction, { label: text, says: text }),
}

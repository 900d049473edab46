import { endOfPoints } from '../../points/expiry.js'
import { enter, leave } from '../../points/movement.js'
import { converted, rateOn } from '../../points/rate.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import { type Refusal, refuse } from '../refusal.js'
import { amountsOf, redeemableOf } from './amounts.js'
import type { Convert, Credited, Give, Spend } from './backend-command.js'
import { credit } from './credit.js'
import { deny } from './deny.js'
import { notEnough } from './hold.js'
import { calendarOf, currencyOf, type Ledger } from './ledger.js'

type Decided = Result<readonly Event[], Refusal>

/** Spends points where no reward is declared: at a partner's, or on the site's own word. */
export function decideSpend(ledger: Ledger, command: Spend): Decided {
  const { plan } = ledger
  const { partner } = command
  if (partner !== undefined && !Object.hasOwn(plan.program.partners, partner)) return deny('unknown_partner')
  const foreign = Object.keys(command.points ?? {}).find(
    (currency) => partner !== undefined && plan.program.partners[partner]?.currency !== currency,
  )
  if (foreign !== undefined) return refuse('unknown_currency', { facts: { currency: foreign } })
  return out(ledger, command, 'redeem', partner === undefined ? {} : { code: `partner:${partner}` })
}

/** The first half of a gift. */
export function decideGive(ledger: Ledger, command: Give): Decided {
  if (command.to === command.subject) return deny('self_award')
  return out(ledger, command, 'give', { to: command.to })
}

/** The second half of a gift. */
export function decideCredited(ledger: Ledger, command: Credited): Decided {
  const amounts = amountsOf(ledger.plan, command.points, 1)
  if (!amounts.ok) return amounts
  const { reason, giver } = command
  const credits = amounts.value.map(([currency, amount]) => ({
    currency,
    amount,
    reason,
    giver,
    kind: 'credit' as const,
  }))
  for (const one of credits) credit(ledger, { ...one, code: 'gift' })
  return ok(ledger.events)
}

function out(
  ledger: Ledger,
  { points, reason, actor }: Spend | Give,
  kind: 'redeem' | 'give',
  more: { readonly code?: string; readonly to?: string },
): Decided {
  const amounts = redeemableOf(ledger.plan, points)
  if (!amounts.ok) return amounts
  for (const [currency, amount] of amounts.value) {
    const account = ledger.account(currency)
    if (account.status === 'frozen') return deny('frozen', { currency })
    const left = leave(account, kind, { currency, amount, at: ledger.now, reason, ...(actor && { actor }), ...more })
    if (!left.ok) return notEnough(currency, left.error)
    ledger.enter(left.value)
  }
  return ok(ledger.events)
}

/** Points of one currency into another, by the rate of the day; what makes no whole point stays. */
export function decideConvert(ledger: Ledger, command: Convert): Decided {
  const { plan, now } = ledger
  const { conversion: name, amount, reason, actor } = command
  const conversion = Object.hasOwn(plan.program.conversions, name) ? plan.program.conversions[name] : undefined
  if (!conversion) return deny('unknown_conversion', { conversion: name })
  const { from, to, rates, least = 1 } = conversion
  const amounts = redeemableOf(plan, { [from]: amount })
  if (!amounts.ok) return amounts
  if (currencyOf(plan, to).kind === 'reputation') return deny('not_redeemable', { currency: to })
  const calendar = calendarOf(plan)
  const date = calendar.dateOf(now)
  const rate = rateOn(rates, date)
  if (!rate) return deny('no_rate', { conversion: name, date })
  const { used, got } = converted(rate, amount)
  if (amount < least || got === 0) return deny('too_little', { least, amount })
  const account = ledger.account(from)
  if (account.status === 'frozen') return deny('frozen', { currency: from })
  // The whole amount has to be there, though its remainder stays.
  const why = { at: now, reason, code: `conversion:${name}`, ...(actor && { actor }) }
  const all = leave(account, 'convert', { ...why, currency: from, amount })
  if (!all.ok) return notEnough(from, all.error)
  const left = leave(account, 'convert', { ...why, currency: from, amount: used })
  if (!left.ok) return notEnough(from, left.error)
  ledger.enter(left.value)
  const lot = { availableAt: now, expiresAt: endOfPoints(currencyOf(plan, to).expires, now, calendar) }
  ledger.enter(enter(ledger.account(to), 'credit', { ...why, currency: to, amount: got }, lot))
  return ok(ledger.events)
}

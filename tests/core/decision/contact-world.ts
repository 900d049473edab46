import * as z from 'zod'
import { complaintFilter, displayFilters, quietFilter, restFilters } from '../../../src/core/decision/contact.js'
import type { Context } from '../../../src/core/decision/context.js'
import type { LastingFilter, PassingFilter } from '../../../src/core/decision/offer-filter.js'
import type { OfferBarred } from '../../../src/core/decision/reason.js'
import { look } from '../../../src/core/decision/view.js'
import { serverChecks } from '../../../src/core/program/check-server.js'
import type { ContactPolicy, DisplayLimits } from '../../../src/core/program/contact-policy.js'
import { checked } from '../../../src/core/program/define-program.js'
import { identifier, preference } from '../../../src/core/program/field.js'
import { compile, type Plan } from '../../../src/core/program/plan.js'
import type { Program } from '../../../src/core/program/program.js'
import type { Event } from '../../../src/core/subject/event.js'
import { onServer } from '../../../src/core/subject/on-server.js'
import { remember } from '../../../src/core/subject/remember.js'
import { nobody, type Subject } from '../../../src/core/subject/subject.js'
import { hash } from '../../laws/world.js'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const touchpoints = { web: 'shop', app: 'shop', till: 'store' } as const
export type Place = keyof typeof touchpoints
export const offerIds = ['finder', 'sizes', 'draw', 'letter'] as const
export type OfferId = (typeof offerIds)[number]

/** A shop with two offers that stay on the device and two that don't, approached by this policy. */
export function approached(contact: ContactPolicy | undefined, own: { [id in OfferId]?: DisplayLimits } = {}): Plan {
  const limited = (id: OfferId) => ({ repeats: 'always' as const, ...(own[id] && { displays: own[id] }) })
  const program = checked(
    {
      id: 'approached',
      version: 1,
      controller: {
        name: 'Shop Ltd',
        address: '1 Shop Street',
        contact: 'privacy@shop.example',
        jurisdiction: 'CH',
        policyUrl: 'https://shop.example/privacy',
      },
      fields: {
        terrain: preference(z.string(), { label: 'Terrain' }),
        email: identifier(z.email(), { label: 'E-mail' }),
      },
      purposes: {
        fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'What fits' },
        draw: { label: 'Run the draw', basis: 'contract', retainFor: 'P90D' },
        letter: { label: 'Send the letter', basis: 'contract', askAgain: 'P60D', retainFor: 'P1Y' },
      },
      touchpoints: {
        web: { label: 'Web', channel: 'shop' },
        app: { label: 'App', channel: 'shop' },
        till: { label: 'Till', channel: 'store', device: 'site' },
      },
      ...(contact && { contact }),
      offers: {
        finder: {
          ...{ principle: 'choose', for: 'fit', asks: { terrain: 'To show what fits' }, ...limited('finder') },
          gives: { benefit: 'selection', says: 'Five shoes' },
        },
        sizes: {
          ...{ principle: 'choose', for: 'fit', asks: { terrain: 'To show what fits' }, ...limited('sizes') },
          gives: { benefit: 'selection', says: 'Your size' },
        },
        draw: {
          ...{ principle: 'exchange', for: 'draw', asks: { email: 'To tell you' }, ...limited('draw') },
          gives: { benefit: 'chance', says: 'Win', by: '2027-01-31', prizes: 900, entries: 600 },
        },
        letter: {
          ...{ principle: 'exchange', for: 'letter', asks: { email: 'Where it goes' }, ...limited('letter') },
          gives: { benefit: 'service', says: 'A letter each month' },
        },
      },
    },
    serverChecks,
  )
  return compile(program as unknown as Program, { authority: onServer, hash })
}

/** What is done with an offer, and what the server or the device remembers of it. */
export interface Act {
  readonly type: 'shown' | 'accepted' | 'declined' | 'dismissed' | 'left'
  readonly offer: OfferId
  readonly at: number
  readonly place: Place
  readonly fold: 'server' | 'device'
}

export interface Memory {
  readonly server: Subject
  readonly device: Subject
}

export function remembered(acts: readonly Act[]): Memory {
  const fold = (own: Act['fold']) =>
    acts
      .filter((act) => act.fold === own)
      .map(eventOf)
      .reduce(remember, nobody)
  return { server: fold('server'), device: fold('device') }
}

const eventOf = ({ type, offer, at, place }: Act): Event =>
  type === 'shown' ? { type, offer, at, channel: touchpoints[place] } : { type, offer, at }

const filters: readonly (LastingFilter | PassingFilter)[] = [
  complaintFilter,
  ...restFilters,
  ...displayFilters,
  quietFilter,
]

/** All that the contact policy has against an offer. */
export function barsTo(
  plan: Plan,
  { server, device }: Memory,
  offer: OfferId,
  context: Context,
  displayed?: ReadonlySet<string>,
): readonly OfferBarred[] {
  const planned = plan.offer[offer]
  if (!planned) throw new Error(`no offer ${offer}`)
  const view = look(plan, server, device, context.now, displayed)
  return filters.flatMap((filter) => {
    if (filter.concerns?.(planned, plan) === false) return []
    const { until, why } = filter as PassingFilter
    const end = until(plan, view, planned, context)
    return end > context.now ? [why(plan, view, planned, end, context)] : []
  })
}

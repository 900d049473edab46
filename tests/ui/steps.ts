import { defineProgram, identifier, personal, preference } from 'evenhanded'
import { type Client, createClient, memory } from 'evenhanded/client'
import * as z from 'zod/mini'

/** A long ask in three steps, the last of which is only welcome. */
export const workshop = defineProgram({
  id: 'workshop',
  version: 1,
  controller: {
    ...{ name: 'Workshop', address: 'Gasse 1, Bern', contact: 'privacy@workshop.example' },
    ...{ jurisdiction: 'CH', policyUrl: 'https://workshop.example/privacy' },
  },
  fields: {
    bike: preference(z.string(), { label: 'Bike' }),
    email: identifier(z.email(), { label: 'E-mail', input: { type: 'email' } }),
    height: personal(z.coerce.number(), { label: 'Height' }),
  },
  purposes: { job: { label: 'Do the job', basis: 'contract' }, tips: { label: 'Tips', basis: 'consent' } },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  offers: {
    repair: {
      principle: 'exchange',
      for: 'job',
      steps: { atOnce: 1, gives: { benefit: 'selection', says: 'An estimate' } },
      asks: {
        email: 'For the bill',
        bike: 'To have the parts here',
        height: { because: 'To set the saddle', optional: true, for: 'tips' },
      },
      gives: { benefit: 'service', says: 'Your bike, repaired' },
    },
  },
})

type NamesOf<P> = P extends { readonly '~names'?: infer N } ? NonNullable<N> : never

export const workshopClient = (): Client<NamesOf<typeof workshop>> =>
  createClient({ program: workshop, touchpoint: 'web', storage: memory() })

/** What a reader meets of a step: where they stand, what is asked, what comes later, and the button that goes on. */
export const stepOf = (place: Element): readonly string[] =>
  ['.eh-step-done', '.eh-step-number', '.eh-step-gives', '.eh-label', '.eh-later', '.eh-accept']
    .map((part) => place.querySelector(part)?.textContent ?? '')
    .filter((text) => text !== '')

/** The steps as a form shows them, one after the other. */
export const allSteps = [
  ['Step 1 of 3', 'With this step you get: An estimate', 'Bike', 'Asked later: E-mail, Height (optional)', 'Go on'],
  [
    'Agreed. You get: An estimate',
    'Step 2 of 3',
    'With this step you get: Your bike, repaired',
    'E-mail',
    'Asked later: Height (optional)',
    'Accept',
  ],
  ['Agreed. You get: Your bike, repaired', 'Step 3 of 3', 'Height optional', 'Accept'],
] as const

import { describe, expect, it } from 'vitest'
import type { Authority } from '../../../src/core/program/authority.js'
import { checked } from '../../../src/core/program/define-program.js'
import { compile, type Plan } from '../../../src/core/program/plan.js'
import { everything } from '../../types/everything.ok.js'

const nobodyDecides = {} as Authority<Plan>
const plan = (program: unknown): Plan =>
  compile(checked(program), { authority: nobodyDecides, hash: (text) => `hash of ${text.length}` })

describe('a plan', () => {
  it('pays an optional ask what the rule for its field gives', () => {
    const { asked } = plan(everything).offer.membership ?? {}
    expect(asked?.birthday?.points).toEqual({ stars: 5 })
    expect(asked?.email?.points).toBeUndefined()
  })

  it('lets an ask’s own points go before the rule’s', () => {
    const { membership } = everything.offers
    const birthday = { because: 'For a present', optional: true, for: 'treats', points: { bonus: 7 } }
    const asks = { ...membership?.asks, birthday }
    const program = { ...everything, offers: { ...everything.offers, membership: { ...membership, asks } } }
    expect(plan(program).offer.membership?.asked.birthday?.points).toEqual({ bonus: 7 })
  })

  it('pays neither what has to be answered nor what an exchange asks', () => {
    const { membership, draw } = everything.offers
    const optional = { birthday: { because: 'For a present', optional: true, for: 'treats' } }
    const offers = {
      membership,
      draw: { ...draw, asks: optional },
      address: { ...membership, asks: {}, asksOneOf: [{ birthday: 'To know you' }, { email: 'To reach you' }] },
      either: { ...membership, asks: {}, asksOneOf: [optional] },
    }
    const { offer } = plan({ ...everything, offers })
    expect(offer.draw?.asked.birthday?.points).toBeUndefined()
    expect(offer.address?.asked.birthday?.points).toBeUndefined()
    expect(offer.either?.asked.birthday?.points).toEqual({ stars: 5 })
  })
})

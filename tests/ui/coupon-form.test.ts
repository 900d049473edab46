import { describe, expect, it } from 'vitest'
import { offerTree } from '../../src/ui/form/offer-tree.js'
import { english } from '../../src/ui/form/words.js'
import { openTill } from '../client/till.js'

/** All that somebody reads, in order. */
const make = (_: string, __: object, ...children: readonly (string | null)[]): string =>
  children.filter((child) => child !== null).join(' ')
const acts = { submit: () => undefined, decline: () => undefined }

describe('an offer form', () => {
  it('thanks for the coupon that was handed out, with its code, though the next one would be another', async () => {
    const till = await openTill({ wax: 1, socks: 1 })
    const client = await till.open()
    await client.observe('basket', ['skis'])
    const shown = (more: object) =>
      offerTree(
        make,
        client.first,
        client.offer('tillCoupon') as never,
        { id: 'f', problem: null, busy: false, ended: null, ...more },
        acts,
        english,
      )
    expect(shown({})).toContain('CHF 5 off the wax')
    const accepted = await client.offer('tillCoupon').submit(new FormData())
    if (!accepted.ok) throw new Error(accepted.error.code)
    const { benefit: took, coupon } = accepted
    expect(client.offer('tillCoupon').gives[0]?.says).toBe('CHF 2 off a pair of socks')
    const ended = shown({ ended: 'accepted', took, coupon })
    expect(ended).toContain('CHF 5 off the wax')
    expect(ended).not.toContain('socks')
    expect(ended.replaceAll(' ', '')).toContain(coupon?.code)
    expect(ended).toMatch(/Your code: +(\w{4} ){5}\w{4} Good until /)
    till.close()
  })
})

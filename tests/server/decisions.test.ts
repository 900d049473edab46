import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHandle, type OfferActs } from '../../src/client/offers/offer-handle.js'
import { explainNext } from '../../src/core/decision/explain-next.js'
import { nextOffer } from '../../src/core/decision/next-offer.js'
import { look } from '../../src/core/decision/view.js'
import type { PlannedOffer } from '../../src/core/program/plan.js'
import type { Program } from '../../src/core/program/program.js'
import { nobody } from '../../src/core/subject/subject.js'
import { proposalOf } from '../../src/server/calls/proposal.js'
import { commands } from '../../src/testing/commands.js'
import { programs } from '../../src/testing/programs.js'
import { last, onDevice, onServer, origin, runs, stories, tell } from '../laws/world.js'
import { device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const noon = Date.UTC(2027, 0, 31, 12)

describe('the same decision at the till and on the page', () => {
  it('is what the page decides, but for what stays on a device', () => {
    fc.assert(
      fc.property(stories(6), fc.constantFrom('web', 'till'), ({ plan, said }, touchpoint) => {
        const now = (said.at(-1)?.at ?? origin) + 1
        const subject = last(tell(plan, nobody, said))
        const context = { touchpoint, now }
        const here = onDevice(plan.program)
        const page = explainNext(here, look(here, subject, nobody, now), context)
        const desk = explainNext(plan, look(plan, subject, undefined, now), { ...context, elsewhere: true })
        const sent = ({ offer }: { offer: string }) => !here.offer[offer]?.onDevice
        const inOrder = ({ winner, ranked }: typeof page) => [...(winner ? [winner] : []), ...ranked].filter(sent)
        expect(inOrder(desk)).toEqual(inOrder(page))
        expect(desk.rejected.filter(sent)).toEqual(page.rejected.filter(sent))
        const proposed = nextOffer(plan, look(plan, subject, undefined, now), { ...context, elsewhere: true })
        expect(proposed?.onDevice ?? false).toBe(false)
        for (const { offer, reasons } of desk.rejected)
          if (here.offer[offer]?.onDevice) expect(reasons).toContainEqual({ code: 'device_only' })
      }),
      runs,
    )
  })
})

/** The same program, each long ask of it in steps. */
function inSteps(program: Program, atOnce: number): Program {
  const offers = Object.entries(program.offers).map(([id, offer]) => {
    const isLong = offer.principle !== 'receive' && Object.keys(offer.asks ?? {}).length > atOnce
    const gives = { benefit: 'service', says: 'A little more' } as const
    return [id, isLong ? { ...offer, steps: { atOnce, gives } } : offer]
  })
  return { ...program, offers: Object.fromEntries(offers) }
}

/** Somebody with any past, at any time after it: what they said may be stale, or be about to end. */
const pasts = fc
  .record({ program: programs(fc), atOnce: fc.integer({ min: 1, max: 3 }) })
  .map(({ program, atOnce }) => onServer(inSteps(program, atOnce)))
  .chain((plan) =>
    fc.record({
      plan: fc.constant(plan),
      said: commands(fc, plan, { maxLength: 8, origin }),
      later: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 900 * 86_400_000 })),
    }),
  )

describe('the same questions at the till and on the page', () => {
  it('are what is open now, step by step', () => {
    let [long, known] = [0, 0]
    fc.assert(
      fc.property(pasts, ({ plan, said, later }) => {
        const now = (said.at(-1)?.at ?? origin) + later
        const subject = last(tell(plan, nobody, said))
        const here = onDevice(plan.program)
        const page = look(here, subject, nobody, now)
        const desk = look(plan, subject, undefined, now)
        for (const planned of here.offers.filter((one) => !one.onDevice)) {
          const site = { touchpoint: 'web', now, variant: undefined, draft: {} }
          const shown = createHandle(here, () => page, planned, {} as OfferActs, site)
          const asked = proposalOf(plan, desk, plan.offer[planned.id] as PlannedOffer, site)
          const names = (asks: readonly { readonly field: string }[]) => asks.map(({ field }) => field)
          expect(names(asked.asks)).toEqual(names(shown.asks))
          expect(asked.asksOneOf.map(names)).toEqual(shown.asksOneOf.map(names))
          expect(asked.known).toEqual(names(shown.known))
          expect(asked.later).toEqual(shown.later)
          expect(asked.step).toEqual(shown.step)
          const whole = shown.invites.filter(({ granted }) => !granted)
          expect(asked.invites.map(({ purpose }) => purpose)).toEqual(whole.map(({ purpose }) => purpose))
          if (asked.step) long++
          if (asked.known.length > 0) known++
        }
      }),
      runs,
    )
    expect(Math.min(long, known)).toBeGreaterThan(runs.numRuns / 20)
  })

  it('tells what is given: of what was accepted nothing again', () => {
    fc.assert(
      fc.property(pasts, ({ plan, said }) => {
        for (const told of tell(plan, nobody, said)) {
          const { command, before, decided, now } = told
          if (command.type !== 'accept' || !decided.ok) continue
          const planned = plan.offer[command.offer] as PlannedOffer
          const { gives } = proposalOf(plan, look(plan, before, undefined, now), planned, { touchpoint: 'web', now })
          if (decided.value.some(({ type }) => type === 'begun')) continue
          const given = decided.value.flatMap((event) => (event.type === 'given' ? [event.benefit] : []))
          expect(given).toEqual(gives)
        }
      }),
      runs,
    )
  })
})

describe.each(stores)('what a desk proposes, in %s', (_, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  async function fresh() {
    const { server } = started(opened, { clock: () => noon })
    const page = device(server, shop)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    return { server, page, person: server.subject(subject as string) }
  }

  it('names what is given and asked, and of what is known the names alone', async () => {
    const { person } = await fresh()
    const proposal = await person.next({ touchpoint: 'web' })
    expect(proposal).not.toBeNull()
    expect(JSON.stringify(proposal)).not.toContain('a@b.ch')
    expect(shop.offers[proposal?.offer as 'raffle']?.principle).toMatch(/exchange|convert/)
    expect(proposal?.notice.text).not.toBe('')
    expect(proposal?.why.proposed).toBe(true)
    const { winner, rejected } = await person.explainNext({ touchpoint: 'web' })
    expect(winner?.offer).toBe(proposal?.offer)
    for (const [offer, { principle }] of Object.entries(shop.offers))
      if (principle === 'receive' || principle === 'choose')
        expect(rejected.find((one) => one.offer === offer)?.reasons).toContainEqual({ code: 'device_only' })
  })

  it('explains an offer and a gate, and counts what it looked at', async () => {
    const { person, server } = await fresh()
    const [gate] = Object.entries(shop.gates).find(([, { needs }]) => needs?.email === 'club') ?? []
    const explained = await person.explain({ gate, touchpoint: 'web' } as never)
    expect(explained).toHaveProperty('allowed')
    await server.flush()
    expect(JSON.stringify(await person.record())).toContain(`gate:${gate}`)
    const offer = await person.explain({ offer: 'membership', touchpoint: 'web' })
    expect(offer.proposed).toBe(false)
    expect(offer.reasons.map(({ code }) => code)).toContain('accepted')
  })

  it('is about nobody where nobody is known', async () => {
    const { server } = await fresh()
    const stranger = server.subject('0190a000-0000-7000-8000-00000000dead')
    const proposal = await stranger.next({ touchpoint: 'web' })
    expect(proposal?.known).toEqual([])
    expect(proposal?.asks.length).toBeGreaterThan(0)
  })

  it('refuses to be asked by a touchpoint or a zone that there is not', async () => {
    const { person } = await fresh()
    await expect(person.next({ touchpoint: 'moon' as never })).rejects.toMatchObject({ code: 'unknown_touchpoint' })
    await expect(person.next({ touchpoint: 'web', timeZone: '+01:00' })).rejects.toMatchObject({
      code: 'bad_time_zone',
    })
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainNext } from '../../src/core/decision/explain-next.js'
import { nextOffer } from '../../src/core/decision/next-offer.js'
import { look } from '../../src/core/decision/view.js'
import { nobody } from '../../src/core/subject/subject.js'
import { last, onDevice, origin, runs, stories, tell } from '../laws/world.js'
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

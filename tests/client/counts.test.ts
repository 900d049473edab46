import { memory } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import { openBrowser, openServer, shop, until } from './world.js'

describe('what a site may count', () => {
  it('tells of each event where it was and whether it is the first, and nothing where it is not switched on', async () => {
    const server = openServer({ program: shop })
    const storage = memory()
    for (const [counts, visits] of [
      [true, [true, false]],
      [undefined, [undefined]],
    ] as const)
      for (const first of visits) {
        const page = openBrowser(server, counts ? storage : memory()).open({ program: shop, ...(counts && { counts }) })
        await page.ready
        const heard: object[] = []
        page.on('shown', (detail) => heard.push(detail))
        page.offer('raffle').shown()
        await until(() => heard.length > 0)
        const told = counts ? { touchpoint: 'web', segments: [], first } : {}
        expect(heard).toEqual([{ offer: 'raffle', ...told }])
        page.close()
      }
  })

  it('counts an acceptance once, however often it is supplemented', async () => {
    const page = openBrowser(openServer({ program: shop }), memory()).open({ program: shop, counts: true })
    await page.ready
    const heard: object[] = []
    page.on('accepted', (detail) => heard.push(detail))
    await page.offer('raffle').accept({ email: 'a@b.ch' })
    await page.offer('raffle').accept({ email: 'a@b.ch' }, { consents: { newsletter: ['email'] } })
    expect(heard).toMatchObject([{ first: true }, { first: false }])
    page.close()
  })
})

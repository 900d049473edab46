import { readFileSync } from 'node:fs'
import { type AcceptanceCount, defineProgram, personal, preference, silentCells } from 'evenhanded'
import { type ClientOptions, createClient, memory } from 'evenhanded/client'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
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

  it('counts by what the server is told alone, by nothing special, and counts what it read as used', async () => {
    const page = createClient({ program: sorted, touchpoint: 'web', storage: memory(), counts: true })
    await page.ready
    await page.offer('finder').accept({ terrain: 'alpine' })
    await page
      .offer('membership')
      .accept({ size: '44', diet: 'vegan' } as never, { consents: { health: ['diet'] } } as never)
    const heard: object[] = []
    page.on('dismissed', (detail) => heard.push(detail))
    await page.offer('raffle').dismiss()
    expect(heard).toEqual([{ offer: 'raffle', touchpoint: 'web', segments: ['tall', 'members'], first: true }])
    const counted = page.uses().filter(({ decision }) => decision.startsWith('count:'))
    expect(counted).toEqual([{ field: 'size', purpose: 'club', decision: 'count:raffle', count: 2 }])
    page.close()
  })

  it('sends lines that make silence, as the example of its documentation does', async () => {
    const posted: { line: AcceptanceCount; init: RequestInit }[] = []
    const fetch = (_: string, init: RequestInit) => posted.push({ line: JSON.parse(init.body as string), init })
    const open = (options: ClientOptions<never>) => {
      const { server: _, ...rest } = options
      return createClient({ ...rest, storage: memory() })
    }
    const here = { createClient: open, fetch, shop: sorted }
    const visit = new Function(...Object.keys(here), `${documented()}\nreturn client`)
    for (let visits = 0; visits < 160; visits++) {
      const client = visit(...Object.values(here)) as ReturnType<typeof createClient<Names>>
      await client.ready
      await client.offer('membership').accept({ size: '44' } as never)
      client.offer('finder').shown()
      await until(() => seen(posted, 'finder') > visits)
      client.close()
    }
    const silent = silentCells(posted.map(({ line }) => line))
    // Where segments are counted, the count of everybody is left aside.
    expect(silent).toEqual(
      ['members', 'tall'].map((segment) => ({ offer: 'finder', touchpoint: 'web', segment, accepted: 0, of: 160 })),
    )
    // Membership was taken up by people who were never shown it: that says nothing of how many would, and breaks nothing.
    expect(posted.map(({ line }) => line)).toContainEqual({
      ...{ offer: 'membership', touchpoint: 'web', subjects: 0, accepted: 1 },
    })
    for (const { line, init } of posted) {
      expect(Object.keys(line).filter((name) => name !== 'segment')).toEqual([
        ...['offer', 'touchpoint', 'subjects', 'accepted'],
      ])
      expect(line.segment ?? '').toEqual(expect.any(String))
      expect(init).toMatchObject({ credentials: 'omit' })
    }
  })
})

/** The example of `counts`, word for word but for its types. */
function documented(): string {
  const source = readFileSync('src/client/create-client.ts', 'utf8')
  const comment = source.slice(0, source.indexOf('readonly counts?')).split('@example').at(-1) as string
  const code = comment.slice(0, comment.indexOf('*/')).replaceAll(/^ *\* ?/gm, '')
  return ts.transpile(code, { target: ts.ScriptTarget.ES2022 })
}

const seen = (posted: readonly { line: AcceptanceCount }[], id: string) =>
  posted.filter(({ line }) => line.offer === id && line.segment === undefined && line.subjects === 1).length

/** A shop that sorts people in every way: by what stays here, by what is special, by what it is told, by how far they came. */
const sorted = defineProgram({
  ...{ id: 'sorted', version: 1, controller: shop.controller },
  fields: {
    terrain: preference(z.string(), { label: 'Where you walk' }),
    size: personal(z.string(), { label: 'Shoe size' }),
    diet: personal(z.string(), { label: 'Diet', special: true }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    club: { label: 'Keep your account', basis: 'contract' },
    health: { label: 'Cook what you may eat', basis: 'explicit-consent', validFor: 'P2Y' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  segments: {
    climbers: { label: 'Climbers', for: 'fit', where: { terrain: 'alpine' } },
    vegans: { label: 'Vegans', for: 'health', where: { diet: 'vegan' } },
    tall: { label: 'Tall people', for: 'club', where: { size: ['44', '45'] } },
    small: { label: 'Small people', for: 'club', where: { size: '36' } },
    members: { label: 'Members', stage: 'convert' },
  },
  offers: {
    finder: {
      ...{ principle: 'choose', for: 'fit', asks: { terrain: 'So that you only see shoes for your paths' } },
      gives: { benefit: 'selection', says: 'The five shoes that suit your paths' },
    },
    raffle: {
      ...{ principle: 'exchange', for: 'club', asks: { size: 'For shoes that fit' } },
      gives: { benefit: 'service', says: 'A pair to try' },
    },
    membership: {
      ...{ principle: 'convert', for: 'club' },
      asks: { size: 'For shoes that fit', diet: { because: 'For the feast', optional: true, for: 'health' } },
      gives: { benefit: 'service', says: 'An account' },
    },
  },
})
type Names = NonNullable<(typeof sorted)['~names']>

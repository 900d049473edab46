import axe from 'axe-core'
import { defineProgram, identifier, personal, preference } from 'evenhanded'
import { createClient, memory } from 'evenhanded/client'
import { devtools } from 'evenhanded/elements'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import * as z from 'zod/mini'

const baths = defineProgram({
  id: 'baths',
  version: 1,
  money: 'CHF',
  controller: {
    name: 'Baths AG',
    address: 'Quai 1, Zürich',
    contact: 'privacy@baths.example',
    jurisdiction: 'CH',
    policyUrl: 'https://baths.example/privacy',
  },
  places: { pool: { label: 'The pool' } },
  fields: {
    stroke: preference(z.enum(['crawl', 'breast']), { label: 'Your stroke' }),
    email: identifier(z.email(), { label: 'E-mail' }),
    weight: personal(z.string(), { label: 'Weight' }),
  },
  purposes: {
    lanes: { label: 'Show the lanes that suit', basis: 'legitimate-interest', on: 'device', interest: 'Less crowding' },
    season: { label: 'Keep your season ticket', basis: 'contract', retainFor: 'P1Y' },
  },
  touchpoints: {
    web: { label: 'Web page', channel: 'web' },
    desk: { label: 'Ticket desk', channel: 'store', device: 'site' },
  },
  offers: {
    lanes: {
      principle: 'choose',
      for: 'lanes',
      asks: { stroke: 'So that you see your lane' },
      gives: { benefit: 'selection', says: 'The lanes for your stroke', worth: 1 },
    },
    season: {
      principle: 'exchange',
      for: 'season',
      asks: { email: 'Where the ticket goes' },
      gives: { benefit: 'service', says: 'A season ticket on your phone', worth: 8 },
    },
    scales: {
      principle: 'exchange',
      for: 'season',
      asks: { weight: 'For the statistics' },
      gives: { benefit: 'service', says: 'A sticker', worth: 0.01 },
    },
    float: {
      principle: 'choose',
      for: 'lanes',
      near: ['pool'],
      asks: { stroke: 'So that the float suits' },
      gives: { benefit: 'service', says: 'A float to borrow', worth: 2 },
    },
    counter: {
      principle: 'exchange',
      for: 'season',
      at: ['desk'],
      asks: { email: 'Where the receipt goes' },
      gives: { benefit: 'service', says: 'A receipt by e-mail', worth: 8 },
    },
  },
  gates: { sauna: { label: 'Go to the sauna', needs: { email: 'season' } } },
})

async function shown() {
  const client = createClient({ program: baths, touchpoint: 'web', storage: memory() })
  const element = devtools(client, baths)
  document.body.replaceChildren(element)
  await client.ready
  await vi.waitUntil(() => root(element).querySelector('h3'))
  return { client, element }
}

const root = (element: HTMLElement): ShadowRoot => element.shadowRoot as ShadowRoot
/** A price is never broken over two lines. */
const plain = (one: Element | null): string => (one?.textContent ?? '').replaceAll('\u00a0', ' ')
const texts = (element: HTMLElement, selector: string): readonly string[] =>
  [...root(element).querySelectorAll(selector)].map((one) => plain(one))
const group = (element: HTMLElement, title: string): HTMLElement =>
  [...root(element).querySelectorAll<HTMLElement>('.group')].find(
    (one) => one.querySelector('h3')?.textContent === title,
  ) as HTMLElement

afterEach(() => document.body.replaceChildren())

describe('the devtools', () => {
  it('show the offer that the client proposes, with what it gives and asks', async () => {
    const { client, element } = await shown()
    const first = group(element, 'The next offer')
    expect(first.querySelector('code')?.textContent).toBe(client.next()?.id)
    expect(first.textContent).toContain('A season ticket on your phone')
    expect(plain(first.querySelector('.get .words'))).toBe('You get CHF 8.00')
    expect(first.textContent).toContain('It asks what is not known yet: E-mail.')
    const { winner } = client.explainNext()
    expect(plain(first.querySelector('.facts'))).toContain(`Score${winner?.factors.score.toFixed(2)}`)
    const [give, get] = [...first.querySelectorAll<HTMLElement>('.bar')].map((bar) => bar.offsetWidth)
    expect(get).toBeGreaterThan((give ?? 0) * 2)
    const colours = [...first.querySelectorAll('.bar')].map((bar) => getComputedStyle(bar).backgroundColor)
    expect(colours).toEqual(['rgb(168, 78, 36)', 'rgb(31, 107, 87)'])
  })

  it('tell of each offer that is not proposed every reason, in words and by its code', async () => {
    const { client, element } = await shown()
    const { rejected } = client.explainNext()
    const codes = rejected.flatMap(({ reasons }) => reasons.map(({ code }) => code))
    expect(codes).toEqual(expect.arrayContaining(['uneven', 'not_near', 'not_here']))
    const against = group(element, 'Not now')
    expect([...against.querySelectorAll('li code')].map((code) => code.textContent)).toEqual(codes)
    expect(against.textContent).toContain('It is made elsewhere: Ticket desk.')
    expect(against.textContent).toContain('It is made only there: The pool.')
    expect(plain(against)).toMatch(/what you would tell weighs CHF 0\.\d\d, what you would get CHF 0\.01\./)
  })

  it('ask anew for another place, and after each change', async () => {
    const { client, element } = await shown()
    const place = root(element).querySelector('select') as HTMLSelectElement
    await userEvent.selectOptions(place, 'The pool')
    expect(group(element, 'After it').textContent).toContain('A float to borrow')
    expect(group(element, 'Not now').textContent).not.toContain('A float to borrow')
    expect((await client.offer('season').accept({ email: 'a@b.ch' })).ok).toBe(true)
    await vi.waitUntil(() => group(element, 'Not now').textContent?.includes('You have taken it up already.'))
  })

  it('show what a shut gate lacks, and the way to it with what it costs and brings', async () => {
    const { client, element } = await shown()
    await userEvent.click(root(element).querySelector('#tab-gates') as Element)
    expect(texts(element, '.gate h4')).toEqual(['Go to the sauna: shut sauna'])
    expect(texts(element, '.gate ul li')).toEqual([
      'It takes your answer: E-mail, for “Keep your season ticket”. needs_field',
    ])
    expect(texts(element, '.gate ol li')).toEqual(['A season ticket on your phone season'])
    expect(texts(element, '.gate dd')).toEqual([
      'E-mail, for “Keep your season ticket”',
      'A season ticket on your phone',
    ])
    await client.offer('season').accept({ email: 'a@b.ch' })
    await vi.waitUntil(() => texts(element, '.gate h4')[0] === 'Go to the sauna: open sauna')
  })

  it('show what was given and got, by month', async () => {
    const { client, element } = await shown()
    await userEvent.click(root(element).querySelector('#tab-balance') as Element)
    expect(texts(element, 'p.soft').filter((text) => text.startsWith('Nothing in twelve months'))).toHaveLength(2)
    await client.offer('season').accept({ email: 'a@b.ch' })
    await vi.waitUntil(() => root(element).querySelector('.month'))
    const { gave, got } = client.balance().server
    expect(texts(element, '.month .words')).toEqual([
      `You gave CHF ${gave.toFixed(2)}`,
      `You got CHF ${got.toFixed(2)}`,
    ])
    expect(got).toBe(8)
    expect(gave).toBeGreaterThan(0)
  })

  it('stand still once they are taken away', async () => {
    const { client, element } = await shown()
    element.remove()
    const before = root(element).textContent
    await client.offer('season').accept({ email: 'a@b.ch' })
    expect(root(element).textContent).toBe(before)
    document.body.append(element)
    expect(group(element, 'Not now').textContent).toContain('You have taken it up already.')
  })

  it('are led by the keyboard, fold away, and count no use of a value', async () => {
    const { client, element } = await shown()
    const tab = root(element).querySelector('#tab-next') as HTMLElement
    tab.focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(root(element).activeElement?.id).toBe('tab-gates')
    expect(root(element).activeElement?.getAttribute('aria-selected')).toBe('true')
    await userEvent.keyboard('{ArrowLeft}')
    expect(texts(element, 'h3')[0]).toBe('The next offer')
    const fold = root(element).querySelector('#fold') as HTMLElement
    await userEvent.click(fold)
    expect(fold.getAttribute('aria-expanded')).toBe('false')
    expect((root(element).querySelector('#panel') as HTMLElement).checkVisibility()).toBe(false)
    expect(client.uses()).toEqual([])
  })

  for (const width of [390, 1280])
    it(`are good to read at ${width} pixels: contrast, names, room for a thumb`, async () => {
      await page.viewport(width, 844)
      const { element } = await shown()
      for (const tab of ['next', 'gates', 'balance']) {
        await userEvent.click(root(element).querySelector(`#tab-${tab}`) as Element)
        const { violations, passes } = await axe.run(element, { rules: { region: { enabled: false } } })
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
        expect(passes.map(({ id }) => id)).toContain('color-contrast')
      }
      for (const control of root(element).querySelectorAll<HTMLElement>('button, select'))
        expect(control.offsetHeight).toBeGreaterThanOrEqual(44)
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width)
    })
})

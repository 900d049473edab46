import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import { layCable } from './demo/cable.js'
import { declineAndComeBack, earnAndRedeem, endOfQuarter, joinAndLeave, lastLoafAndReturn } from './demo/desk.js'
import { drawnAtOnce } from './demo/first-paint.js'
import { moderate } from './demo/forum.js'
import { choose, press, tick, type } from './demo/keyboard.js'
import { expectGoodPage, expectNothingTold, type Watched, watched } from './demo/look-at.js'
import { mara } from './demo/mara.js'
import { refusedAndSeenTo } from './demo/parked.js'
import { reasonsAtDesk, reasonsInForum, reasonsInShop } from './demo/reasons.js'
import { type Demo, serveDemo } from './demo/serve-demo.js'
import { handInOnce, payOffline } from './demo/till.js'
import type { Visit } from './demo/visit.js'

const found = inject('browser')

/** The same for everybody. */
const goesWith = 'GET /shop-checkout/api/goes-with'
/** Which coupon is taken, and nothing else. */
const taken = 'POST /shop-checkout/api/coupons'

describe.runIf(found)('the demo, with the keyboard alone', () => {
  let demo: Demo
  let browser: Browser

  beforeAll(async () => {
    if (!found) throw new Error('there is no browser')
    ;[demo, browser] = await Promise.all([serveDemo(), launchBrowser(found)])
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.stop()
  })

  const visit: Visit = async (path, width = 1280, address = demo.address): Promise<Watched> => {
    const context = await browser.newContext({ viewport: { width, height: 844 } })
    const visited = await watched(context, address)
    await visited.page.goto(address + path, { waitUntil: 'networkidle' })
    return visited
  }

  it('leads from the first page to the three, on a phone as well', async () => {
    for (const width of [390, 1280]) {
      const visited = await visit('/', width)
      const { page, errors } = visited
      await expectGoodPage(page)
      await expectNothingTold(visited)
      await press(page, page.getByRole('link', { name: 'Loyalty desk' }))
      await page.waitForURL('**/loyalty-desk/')
      expect(errors).toEqual([])
      await page.context().close()
    }
  })

  it('says at the root of its host that it heeds opt-out signals', async () => {
    const response = await fetch(`${demo.address}/.well-known/gpc.json`)
    expect(await response.json()).toMatchObject({ gpc: true })
  })

  it('fits pages into a phone', async () => {
    const pages = [
      ['/shop-checkout/', 'You gave'],
      ['/shop-checkout/till/', 'Tap what the customer brings.'],
      ['/community-forum/', 'You gave'],
      ['/loyalty-desk/', 'You gave'],
      ['/loyalty-desk/about-me/', 'We know nothing about you.'],
    ] as const
    for (const [path, text] of pages) {
      const { page } = await visit(path, 390)
      await page.getByText(text).waitFor()
      await expectGoodPage(page)
      await page.context().close()
    }
  })

  it('sells a pair to somebody whom it did not know, and gives points', async () => {
    const visited = await visit('/shop-checkout/')
    const { page, errors } = visited
    await expectGoodPage(page)

    await press(page, page.getByRole('button', { name: 'Show what suits' }))
    expect(await page.locator('.eh-errors').innerText()).toContain('Where you walk')
    await choose(page, page.getByRole('group', { name: 'Where you walk' }), 'Rock and ridge')
    await choose(page, page.getByRole('group', { name: 'In what weather' }), 'Often wet')
    await press(page, page.getByRole('button', { name: 'Show what suits' }))
    await page.getByRole('heading', { name: '3 pairs suit you' }).waitFor()
    await press(page, page.getByRole('button', { name: 'Add to basket: Diavolezza' }))
    await page.getByText('Because of Diavolezza.').waitFor()
    await expectNothingTold(visited, goesWith)
    await press(page, page.getByRole('button', { name: 'Take the wax along' }))
    await page.getByText('Coupon: CHF 5 off the wax').waitFor()
    await expectGoodPage(page)
    await expectNothingTold(visited, goesWith, taken)

    await type(page, page.getByLabel('Name'), 'Mara Muster')
    await type(page, page.getByLabel('E-mail', { exact: true }), 'mara')
    await press(page, page.getByRole('button', { name: 'Order: CHF 399' }))
    expect(await page.locator('.eh-errors li').allInnerTexts()).toEqual([
      'Street and number: Please fill this in.',
      'Postcode and place: Please fill this in.',
      'E-mail: An address like mara@mail.example.',
    ])
    expect(await page.locator('.eh-errors').evaluate((element) => element === document.activeElement)).toBe(true)
    await type(page, page.getByLabel('Street and number'), 'Dorfstrasse 1')
    await type(page, page.getByLabel('Postcode and place'), '7500 St. Moritz')
    await page.keyboard.press('Tab')
    await expectNothingTold(visited, goesWith, taken)
    await page.reload({ waitUntil: 'networkidle' })
    await press(page, page.getByRole('button', { name: 'Add to basket: Diavolezza' }))
    await press(page, page.getByRole('button', { name: 'Take the wax along' }))
    for (const [label, text] of mara) expect(await page.getByLabel(label).inputValue()).toBe(text)
    await type(page, page.getByLabel('E-mail', { exact: true }), 'mara@mail.example')
    expect(await page.getByRole('checkbox', { name: /news/ }).isChecked()).toBe(false)
    await press(page, page.getByRole('button', { name: 'Order: CHF 399' }))
    await page.getByRole('heading', { name: /Order \d+ is on its way/ }).waitFor()
    expect(await page.locator('#points').innerText()).toBe('399')
    const [cookie, ...others] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
    expect(others).toEqual([])
    await press(page, page.getByRole('button', { name: '200 points: CHF 10 off' }))
    await page.getByText('Your voucher waits for the next order.').waitFor()
    await expectGoodPage(page)

    await page.reload({ waitUntil: 'networkidle' })
    await page.locator('#points').waitFor()
    expect(await page.locator('#points').innerText()).toBe('199')
    await press(page, page.getByRole('button', { name: 'Add to basket: Bergell' }))
    expect(await page.getByRole('region', { name: 'Basket' }).innerText()).toContain('CHF 239')
    expect(await page.locator('.eh-known').innerText()).toContain('mara@mail.example')
    await press(page, page.getByRole('button', { name: 'Order: CHF 239' }))
    await page.locator('#points', { hasText: '438' }).waitFor()
    await page.getByRole('heading', { name: '3 pairs suit you' }).waitFor()
    await press(page, page.getByRole('button', { name: 'Forget my answers' }))
    await page.getByRole('heading', { name: 'All twelve' }).waitFor()
    expect(await page.getByText('Our news by e-mail').count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })

  it('gives at the till what fits, with the network cut, and takes it once', async () => {
    const cable = await layCable(demo.address)
    const till = await visit('/', 1280, cable.address)
    await handInOnce(visit, await payOffline(till, cable.cut))
  })

  it('brings the digest for interests, the pen for a name, and respect for help', async () => {
    const visited = await visit('/community-forum/')
    const { page, errors } = visited
    await page.getByRole('heading', { name: 'Coaz hut: the spring is dry' }).waitFor()
    await expectGoodPage(page)
    expect(await page.getByRole('button', { name: /^Helpful/ }).count()).toBe(0)
    await expectNothingTold(visited, 'GET /community-forum/api/posts')

    await tick(page, page.getByRole('checkbox', { name: 'Routes' }))
    await press(page, page.getByRole('button', { name: 'Get the digest' }))
    expect(await page.locator('.eh-errors').innerText()).toContain('E-mail')
    await type(page, page.getByLabel('E-mail'), 'mara@mail.example')
    await press(page, page.getByRole('button', { name: 'Get the digest' }))
    await page.getByRole('heading', { name: 'Your digest' }).waitFor()
    const digest = page.locator('.digest li')
    expect(await digest.allInnerTexts()).toEqual([
      'Fuorcla Surlej to Roseg, chains renewed',
      'Quiet round above Samedan',
    ])

    await press(page, page.getByRole('button', { name: 'Helpful: Wax before the first snow' }))
    await page.getByText('Helpful to you and 1 other').waitFor()
    await press(page, page.getByRole('button', { name: 'Write something' }))
    await type(page, page.getByLabel('Full name'), 'Mara')
    await press(page, page.getByRole('button', { name: 'Start writing' }))
    await page.getByText('First and last name.').first().waitFor()
    await type(page, page.getByLabel('Full name'), 'Mara Muster')
    await press(page, page.getByRole('button', { name: 'Start writing' }))
    await page.getByRole('heading', { name: 'Write as Mara Muster' }).waitFor()
    await expectGoodPage(page)

    for (const [title, respect] of [
      ['Snow bridge by the bridge', '2'],
      ['The bus runs again', '4'],
    ] as const) {
      await type(page, page.getByLabel('Title'), title)
      await type(page, page.getByLabel('Text'), 'As of this morning.')
      await press(page, page.getByRole('button', { name: 'Publish' }))
      await page.locator('#respect', { hasText: respect }).waitFor()
    }
    await drawnAtOnce(page, 'You here')
    await page.locator('#respect', { hasText: '4' }).waitFor()
    expect(await page.getByRole('region', { name: 'You here' }).getByText('Expert').count()).toBe(1)
    expect(await page.getByRole('article', { name: 'The bus runs again' }).innerText()).toContain('Mara Muster')
    expect(await page.getByRole('button', { name: 'Helpful: The bus runs again' }).count()).toBe(0)
    await page.getByText('Helpful to you and 1 other').waitFor()
    await expectGoodPage(page)

    await press(page, page.getByRole('button', { name: 'Stop writing here' }))
    await page.getByRole('button', { name: 'Write something' }).waitFor()
    await page.getByRole('article', { name: 'The bus runs again' }).getByText('A former member').waitFor()
    await page.reload({ waitUntil: 'networkidle' })
    expect(await page.getByRole('article', { name: 'The bus runs again' }).innerText()).toContain('A former member')
    expect(errors).toEqual([])
    await page.context().close()
  })

  it('says in the shop why an offer is made, and opens its decisions', () => reasonsInShop(visit))
  it('says in the forum what writing takes before it asks', () => reasonsInForum(visit))
  it('says at the desk why there is a cake today', () => reasonsAtDesk(visit))

  it('lets nobody give without end, and a moderator look before taking back', () => moderate(visit))

  it('says that it has no connection, keeps what was agreed, and sends it later', async () => {
    const { page } = await visit('/community-forum/')
    await tick(page, page.getByRole('checkbox', { name: 'Routes' }))
    await type(page, page.getByLabel('E-mail'), 'mara@mail.example')
    await page.context().setOffline(true)
    await press(page, page.getByRole('button', { name: 'Get the digest' }))
    await page.getByRole('heading', { name: 'Your digest' }).waitFor()
    await page.getByText('No connection. What you agreed to is kept on this device').waitFor()
    await expectGoodPage(page)
    await page.context().setOffline(false)
    await page.getByText('No connection.').waitFor({ state: 'detached' })
    expect(await page.context().cookies()).toHaveLength(1)
    await page.context().close()
  })

  it('shows what was refused until somebody has seen to it', () => refusedAndSeenTo(visit, demo.address))

  it('asks nobody again at once for what they declined', () => declineAndComeBack(visit))

  it('lets somebody join, correct, withdraw, leave and erase', () => joinAndLeave(visit))
  it('keeps what was earned pending, then turns it into a coffee whose code is good once', () => earnAndRedeem(visit))
  it('gives the last loaf once, and lends what is returned after it was spent', () => lastLoafAndReturn(visit))
  it('lets points end with their quarter, and says so before', () => endOfQuarter(visit))
})

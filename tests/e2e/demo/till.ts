import type { Page } from 'playwright'
import { expect } from 'vitest'
import { press, type, walkTo } from './keyboard.js'
import { expectGoodPage, type Watched } from './look-at.js'
import { mara } from './mara.js'
import type { Visit } from './visit.js'

const scan = (page: Page, name: string): Promise<void> =>
  press(page, page.getByRole('button', { name: `Scan ${name}` }))

/** Somebody pays, and takes the coupon that fits. @returns its code */
async function payWithCoupon(page: Page, coupon: string): Promise<string> {
  await press(page, page.getByRole('button', { name: /^Paid: CHF/ }))
  await page.locator('#step', { hasText: coupon }).waitFor()
  await press(page, page.getByRole('button', { name: 'Add to receipt' }))
  const printed = page.locator('#printed-coupon')
  await printed.waitFor()
  const code = /(?:[0-9A-Z]{4} ){5}[0-9A-Z]{4}/.exec(await printed.locator('pre').innerText())?.[0] ?? ''
  expect(await printed.locator('svg title').textContent()).toBe(code.replaceAll(' ', ''))
  return code
}

/** What the shop has signed, and what was lost on the way to the till, it gets when it asks again: no second batch is out. */
async function openWithAnAnswerLost(page: Page): Promise<void> {
  const asked: (string | null)[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/till/coupons')) asked.push(request.postData())
  })
  await page.route(
    '**/api/till/coupons',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await page.goto(new URL('/shop-checkout/till/', page.url()).href)
  await page.getByText('and open again').waitFor()
  expect(await left(page, 'wax')).toBe(0)
  await page.reload()
  await page.locator('#left-wax', { hasText: '12' }).waitFor()
  await page.getByText('and open again').waitFor()
  expect(asked).toHaveLength(2)
  expect(asked[1]).toBe(asked[0])
}

/** While a coupon is on its way out of the stock, nobody can leave it out or send the customer away. */
async function takenForWhomItWas(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((held) => {
        const until = new Promise((free) => addEventListener('let-go', free, { once: true }))
        void navigator.locks.request('evenhanded-coupons:till', () => {
          held()
          return until
        })
      }),
  )
  await press(page, page.getByRole('button', { name: /^Paid: CHF/ }))
  await page.locator('#step', { hasText: 'CHF 9 off the gaiters' }).waitFor()
  await press(page, page.getByRole('button', { name: 'Add to receipt' }))
  await page.getByText('Taking the coupon out of the stock.').waitFor()
  expect(await page.locator('#next-step').getByRole('button').count()).toBe(0)
  await page.evaluate(() => dispatchEvent(new Event('let-go')))
  await page.locator('#printed-coupon', { hasText: 'CHF 9 off the gaiters' }).waitFor()
}

const left = async (page: Page, coupon: string): Promise<number> =>
  Number(await page.locator(`#left-${coupon}`).innerText())

/** Everything that this browser has kept in its databases, as text. */
const keptIn = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const kept: unknown[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store)
        kept.push(await asked(rows.getAllKeys()), await asked(rows.getAll()))
      }
      database.close()
    }
    return JSON.stringify(kept)
  })

/**
 * Pays at the till with the network cut, for two customers, one after a reload.
 *
 * @param cut really ends every connection: what a browser emulates, its service workers may get around
 * @returns the code that the first got
 */
export async function payOffline({ page, sent, errors }: Watched, cut: () => Promise<void>): Promise<string> {
  await openWithAnAnswerLost(page)

  await cut()
  await page.context().setOffline(true)
  await page.getByText('No connection.').waitFor()
  const before = sent.length
  await scan(page, 'Diavolezza')
  await scan(page, 'Roseg socks')
  const code = await payWithCoupon(page, 'CHF 5 off the wax')
  expect(await page.locator('#paper').innerText()).toContain('CHF 417.00')
  expect(await left(page, 'wax')).toBe(11)
  expect(await page.locator('#step').evaluate((element) => element === document.activeElement)).toBe(true)
  await expectGoodPage(page)

  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.paper').isVisible()).toBe(true)
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0)
  expect(await page.locator('.masthead').isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })

  await press(page, page.getByRole('button', { name: 'Next customer' }))
  await page.getByText('Tap what the customer brings.').waitFor()
  expect(await page.locator('#paper').innerText()).not.toContain('Diavolezza')
  expect(await keptIn(page)).toContain(code.replaceAll(' ', ''))
  expect((await keptIn(page)).toLowerCase()).not.toContain('diavolezza')
  // It looks whether the shop is there again, and says nothing by it.
  expect(sent.slice(before).filter((line) => line !== 'HEAD /shop-checkout/api/goes-with')).toEqual([])

  await page.reload()
  await page.getByText('No connection.').waitFor()
  await page.getByText('it lies on this till').waitFor()
  expect(await left(page, 'wax')).toBe(11)
  await scan(page, 'Fex')
  await takenForWhomItWas(page)
  await press(page, page.getByRole('button', { name: 'Next customer' }))
  await scan(page, 'Blister plasters')
  await press(page, page.getByRole('button', { name: /^Paid: CHF/ }))
  await page.getByText('most people here take one along').waitFor()
  await press(page, page.getByRole('button', { name: 'Leave it out' }))
  expect(await page.locator('#printed-coupon').count()).toBe(0)
  expect(errors.filter((error) => !/ERR_(FAILED|INTERNET_DISCONNECTED|CONNECTION_REFUSED)/.test(error))).toEqual([])
  await page.context().close()
  return code
}

/** Types the code from the receipt into the shop's checkout, with the wax in the basket. */
async function typeCode(visit: Visit, code: string): Promise<Watched> {
  const visited = await visit('/shop-checkout/')
  const { page } = visited
  await press(page, page.getByRole('button', { name: 'Add to basket: Plaiv' }))
  await walkTo(page, page.locator('#shelf-care'))
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('button', { name: 'Add to basket: Beeswax' }))
  await walkTo(page, page.getByText('I have a code from the till'))
  await page.keyboard.press('Enter')
  await enterCode(page, code)
  return visited
}

async function enterCode(page: Page, code: string): Promise<void> {
  await type(page, page.getByLabel('Code from a receipt'), code)
  await press(page, page.getByRole('button', { name: 'Use it' }))
}

async function order(page: Page, sum: number): Promise<void> {
  for (const [label, text] of mara) await type(page, page.getByLabel(label), text)
  await type(page, page.getByLabel('E-mail', { exact: true }), `mara-${sum}@mail.example`)
  await press(page, page.getByRole('button', { name: `Order: CHF ${sum}` }))
}

/** The coupon of the till is good once in the web shop, for whoever is first. */
export async function handInOnce(visit: Visit, code: string): Promise<void> {
  const [first, second] = [await typeCode(visit, code), await typeCode(visit, code.toLowerCase())]
  await first.page.getByText('Coupon: CHF 5 off the wax').waitFor()
  await second.page.getByText('Coupon: CHF 5 off the wax').waitFor()
  await order(first.page, 209)
  await first.page.getByRole('heading', { name: /Order \d+ is on its way/ }).waitFor()

  await order(second.page, 209)
  await second.page.getByText('This code was handed in before. Each is good once.').waitFor()
  expect(await second.page.locator('#order-done').evaluate((element) => element === document.activeElement)).toBe(true)
  await expectGoodPage(second.page)
  await walkTo(second.page, second.page.getByText('I have a code from the till'))
  await second.page.keyboard.press('Enter')
  for (const [text, why] of [
    [code, 'This code was handed in before.'],
    ['0000 0000', 'There is no such code.'],
  ] as const) {
    await enterCode(second.page, text)
    await second.page.locator('#code-said', { hasText: why }).waitFor()
  }
  await press(second.page, second.page.getByRole('button', { name: 'Order: CHF 214' }))
  await second.page.getByRole('heading', { name: /Order \d+ is on its way/ }).waitFor()

  for (const { page, errors } of [first, second]) {
    // Refusals are answers; the browser's own line about them is none of ours.
    expect(errors.filter((error) => !error.includes('409'))).toEqual([])
    await page.context().close()
  }
}

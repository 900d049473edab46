import { createClient, memory } from 'evenhanded/client'
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { shop } from '../../../examples/shop-checkout/program.js'
import { choose, press, type } from './keyboard.js'
import { expectGoodPage } from './look-at.js'
import { mara } from './mara.js'
import type { Visit } from './visit.js'

/** Somebody with a first order, and 399 points. */
async function order(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: 'Add to basket: Diavolezza' }))
  await press(page, page.getByRole('button', { name: 'Take the wax along' }))
  for (const [label, text] of mara) await type(page, page.getByLabel(label), text)
  await type(page, page.getByLabel('E-mail', { exact: true }), 'mara@mail.example')
  await press(page, page.getByRole('button', { name: 'Order: CHF 399' }))
  await page.locator('#points', { hasText: '399' }).waitFor()
}

/** The same person on another device, who spends 200 points there. */
async function spendElsewhere(page: Page, address: string): Promise<void> {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const elsewhere = createClient({
    program: shop,
    server: { url: `${address}/shop-checkout/evenhanded`, headers: { cookie } },
    touchpoint: 'web',
    storage: memory(),
  })
  await elsewhere.ready
  await elsewhere.switchSubject(null)
  const done = await elsewhere.redeem('voucher')
  expect(done.ok && (await done.settled).ok).toBe(true)
  elsewhere.close()
}

/**
 * Turns points into a voucher without a connection, while they are spent elsewhere: what the server then refuses is shown
 * with its reason, said once more, and let go.
 */
export async function refusedAndSeenTo(visit: Visit, address: string): Promise<void> {
  const { page, errors } = await visit('/shop-checkout/')
  await choose(page, page.getByRole('group', { name: 'Where you walk' }), 'Rock and ridge')
  await order(page)
  const panel = page.getByRole('region', { name: 'Could not be taken' })

  await page.context().setOffline(true)
  await press(page, page.getByRole('button', { name: '200 points: CHF 10 off' }))
  await page.getByText('No connection. What you agreed to is kept on this device').waitFor()
  await spendElsewhere(page, address)
  await page.context().setOffline(false)
  await panel.getByText('Points for: CHF 10 off your next order').waitFor()
  expect(await panel.innerText()).toContain('There were not enough points when it arrived.')
  expect(await page.getByText('No connection.').count()).toBe(0)
  await page.locator('#points', { hasText: '199' }).waitFor()
  await expectGoodPage(page)

  await page.reload({ waitUntil: 'networkidle' })
  await panel.getByText('One thing could not be taken.').waitFor()
  await press(page, panel.getByRole('button', { name: /^Try again/ }))
  await panel.getByText('It would be refused again for the same reason.').waitFor()
  expect(await page.locator('#parked-said').evaluate((element) => element === document.activeElement)).toBe(true)
  await press(page, panel.getByRole('button', { name: /^Discard/ }))
  await panel.getByText('Discarded.').waitFor()
  expect(await page.locator('#parked-said').evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await panel.getByRole('listitem').count()).toBe(0)
  await expectGoodPage(page)
  await page.reload({ waitUntil: 'networkidle' })
  expect(await panel.innerText()).toBe('')
  expect(errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  await page.context().close()
}

import type { Page } from 'playwright'
import { expect } from 'vitest'
import { press, tick, type, walkTo } from './keyboard.js'
import { expectGoodPage, expectNothingTold, type Watched } from './look-at.js'
import type { Visit } from './visit.js'

/** Somebody with a card, three hundred grains on it, and a hundred more for the birthday. */
async function join(visited: Watched): Promise<void> {
  const { page } = visited
  await page.getByText('300 grains to start with').first().waitFor()
  await type(page, page.getByLabel('First name'), 'Mara')
  await type(page, page.getByLabel('E-mail', { exact: true }), 'mara@mail.example')
  await walkTo(page, page.getByLabel('Birthday'))
  await page.keyboard.type('04301990')
  await tick(page, page.getByRole('checkbox', { name: /News from the oven/ }))
  await press(page, page.getByRole('button', { name: 'Join' }))
  await page.getByRole('heading', { name: 'The card of Mara' }).waitFor()
  await available(page, '400')
}

const available = (page: Page, grains: string): Promise<void> =>
  page.locator('#available').getByText(grains, { exact: true }).waitFor()

async function buy(page: Page, francs: string): Promise<void> {
  await type(page, page.getByLabel('Purchase in CHF'), francs)
  await press(page, page.getByRole('button', { name: 'Ring up' }))
  await page.getByRole('status').getByText(`CHF ${francs} on receipt`).waitFor()
}

/** The number of the latest receipt. */
const receipt = async (page: Page): Promise<string> =>
  /receipt (\d+)/.exec(await page.locator('.till-item').first().innerText())?.[1] ?? ''

async function pass(page: Page, button: string): Promise<void> {
  const today = page.locator('.till-part', { hasText: 'The calendar' }).locator('p').first()
  const before = await today.innerText()
  await press(page, page.getByRole('button', { name: button }))
  await expect.poll(() => today.innerText()).not.toBe(before)
  await page.getByRole('status').getByText('Due work').waitFor()
}

async function passDays(page: Page, days: number): Promise<void> {
  for (let n = 0; n < days; n++) await pass(page, 'A day passes')
}

const cell = (page: Page, name: string | RegExp) => page.locator('.desk-book').getByRole('cell', { name }).first()

/** Says no, and comes back: what was declined is not asked again at once, and the rest can be joined. */
export async function declineAndComeBack(visit: Visit): Promise<void> {
  const visited = await visit('/loyalty-desk/')
  const { page, errors } = visited
  await page.getByText('300 grains to start with').first().waitFor()
  await expectGoodPage(page)
  await press(page, page.getByRole('button', { name: 'No, thank you' }))
  const again = page.getByRole('button', { name: 'Join the programme' })
  await again.waitFor()
  expect(await again.evaluate((element) => element === document.activeElement)).toBe(true)
  await expectNothingTold(visited, 'GET /loyalty-desk/api/clock')
  await page.keyboard.press('Enter')
  await page.getByLabel('First name').waitFor()
  expect(await page.getByLabel('Birthday').count()).toBe(0)
  expect(await page.getByRole('checkbox', { name: /News from the oven/ }).count()).toBe(0)
  expect(errors).toEqual([])
  await page.context().close()
}

/** Joins, looks at what is known, corrects, withdraws, leaves and erases. */
export async function joinAndLeave(visit: Visit): Promise<void> {
  const visited = await visit('/loyalty-desk/')
  const { page, errors } = visited
  await join(visited)
  expect(await page.locator('#card').evaluate((element) => element === document.activeElement)).toBe(true)
  await cell(page, /You told us your birthday/).waitFor()
  await expectGoodPage(page)
  await press(page, page.getByRole('link', { name: /^See it all/ }))
  await page.getByText('waits until you confirm the address').waitFor()
  await press(page, page.getByRole('link', { name: 'Back to the card' }))
  await press(page, page.getByRole('button', { name: 'Follow the link in the mail' }))
  await page.getByText('The address is confirmed.').waitFor()
  await buy(page, '24.50')

  await press(page, page.getByRole('link', { name: /^See it all/ }))
  await page.waitForURL('**/about-me/**')
  await page.getByRole('heading', { name: 'What we know, and why' }).waitFor()
  await page.getByText('confirmed as yours').waitFor()
  expect(await stored(page)).toContain('mara@mail.example')
  await page.getByText('Your name on the receipt: once').waitFor()
  await page.getByText('Also with Mailgate GmbH (DE): Sends our e-mails').waitFor()
  await expectGoodPage(page)

  await press(page, page.getByRole('button', { name: 'Correct: E-mail' }))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('mara@')
  await page.keyboard.press('Enter')
  await page.locator('#wrong-email', { hasText: 'An address like' }).waitFor()
  expect(await page.getByLabel('E-mail', { exact: true }).inputValue()).toBe('mara@')
  await press(page, page.getByRole('button', { name: 'Leave it' }))
  await press(page, page.getByRole('button', { name: 'Correct: First name' }))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Maria')
  await page.keyboard.press('Enter')
  await page.getByText('Corrected: First name.').waitFor()
  await page.locator('.fact-value', { hasText: 'Maria' }).waitFor()
  await press(page, page.getByRole('button', { name: 'Withdraw: Birthday, A cake on your birthday' }))
  await page.getByText('Withdrawn: Birthday, A cake on your birthday.').waitFor()
  await page.getByText('Not kept any more').waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    press(page, page.getByRole('button', { name: 'Download everything' })),
  ])
  expect(file.suggestedFilename()).toBe('kornhaus.json')
  const [receipt] = await Promise.all([
    page.waitForEvent('download'),
    press(page, page.getByRole('button', { name: /^Receipt: .*News from the oven/ }).first()),
  ])
  expect(receipt.suggestedFilename()).toMatch(/^kornhaus-.*\.html$/)
  await press(page, page.getByRole('button', { name: 'Pause all use' }))
  await page.getByText(/^Paused since/).waitFor()
  await press(page, page.getByRole('button', { name: 'Allow use again' }))
  await page.getByText('Use is allowed again.').waitFor()
  await readInEach(page)

  await press(page, page.getByRole('button', { name: 'Leave the programme' }))
  await page.getByText('You have left.').waitFor()
  await press(page, page.getByRole('link', { name: 'Back to the card' }))
  await page.getByText('What you earned stays yours.').waitFor()
  await available(page, '400')
  await press(page, page.getByRole('link', { name: /^See it all/ }))
  await press(page, page.getByRole('button', { name: /^Erase everything/ }))
  await page.getByText('Lost with it: 436 Grains.').waitFor()
  await expectGoodPage(page)
  await press(page, page.getByRole('button', { name: 'Erase', exact: true }))
  await page.getByText('We know nothing about you.').waitFor()
  expect(await stored(page)).not.toMatch(/mara|maria|1990-04-30/i)
  await press(page, page.getByRole('link', { name: 'Back to the card' }))
  await page.getByText('The programme knows nothing about you.').waitFor()
  expect(await page.getByRole('heading', { name: 'Statement' }).count()).toBe(0)
  expect(errors).toEqual([])
  await page.context().close()
}

/** Everything that this browser keeps for the site, as text. */
const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie]
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store)
        all.push(name, await done(rows.getAllKeys()), await done(rows.getAll()))
      }
      database.close()
    }
    return JSON.stringify(all)
  })

/** The page says the same in each language, and nothing of another. */
async function readInEach(page: Page): Promise<void> {
  const languages = [
    ['Deutsch', 'de', 'Was wir über Sie wissen', 'Berichtigen: E-Mail'],
    ['Français', 'fr', 'Ce que nous savons de vous', 'Corriger: E-mail'],
    ['Italiano', 'it', 'Che cosa sappiamo di Lei', 'Correggere: E-mail'],
    ['English', 'en', 'What we know about you', 'Correct: E-mail'],
  ] as const
  for (const [name, tag, title, correct] of languages) {
    await press(page, page.getByRole('link', { name }))
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await page.getByRole('button', { name: correct }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(tag)
    await expectGoodPage(page)
  }
}

/** A purchase is pending for three days, then buys a coffee, whose code is handed in once. */
export async function earnAndRedeem(visit: Visit): Promise<void> {
  const visited = await visit('/loyalty-desk/')
  const { page, errors } = visited
  await join(visited)
  await type(page, page.getByLabel('Purchase in CHF'), 'twenty')
  await press(page, page.getByRole('button', { name: 'Ring up' }))
  await page.getByText('An amount from 0.05 to 500').waitFor()
  await expectGoodPage(page)
  await buy(page, '40.90')
  await page.getByRole('row', { name: /^Pending 60 to spend from/ }).waitFor()
  await available(page, '400')
  await cell(page, /^Purchase, receipt \d+ to spend from .* end after/).waitFor()
  await cell(page, /^The rye decade, receipt \d+/).waitFor()
  await page.getByRole('heading', { name: 'Friend' }).waitFor()

  await passDays(page, 3)
  await available(page, '460')
  expect(await page.getByRole('row', { name: /^Pending/ }).count()).toBe(0)
  await press(page, page.getByRole('button', { name: '150 grains: A coffee' }))
  await page.getByText('A coffee is yours').waitFor()
  await available(page, '310')
  await press(page, page.getByRole('button', { name: '150 grains: A coffee' }))
  await page.getByText('You have had today’s already.').waitFor()
  await page.reload({ waitUntil: 'networkidle' })
  const code = await page.locator('.coupon-code').innerText()
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  await type(page, page.getByLabel('Code from a card'), code.toLowerCase().replaceAll('-', ' '))
  await press(page, page.getByRole('button', { name: 'Hand in' }))
  await page.getByText('Handed in: a coffee.').waitFor()
  await page.locator('.coupon', { hasText: 'handed in' }).waitFor()
  await type(page, page.getByLabel('Code from a card'), code)
  await press(page, page.getByRole('button', { name: 'Hand in' }))
  await page.getByText('This code was handed in before.').waitFor()
  await expectGoodPage(page)

  await type(page, page.getByLabel('Grains for an order'), '80')
  await press(page, page.getByRole('button', { name: 'Set aside' }))
  await page.getByRole('row', { name: /^Set aside 80 for order/ }).waitFor()
  await available(page, '230')
  await press(page, page.getByRole('button', { name: /^Hand over: order/ }))
  await cell(page, /^Order \d+, fetched/).waitFor()
  await press(page, page.getByRole('button', { name: 'Set aside' }))
  await available(page, '150')
  await passDays(page, 2)
  await cell(page, 'An order that was not fetched in time').waitFor()
  await available(page, '230')
  expect(errors).toEqual([])
  await page.context().close()
}

/** Three loaves are there; a tier comes with buying, and goes with bringing back; what was spent by then is owed. */
export async function lastLoafAndReturn(visit: Visit): Promise<void> {
  const visited = await visit('/loyalty-desk/')
  const { page, errors } = visited
  await join(visited)
  await buy(page, '400.00')
  const number = await receipt(page)
  await page.getByRole('heading', { name: 'Patron' }).waitFor()
  await page.getByText('You may order before seven.').waitFor()
  await passDays(page, 3)
  await available(page, '1’000')
  for (const left of ['2 left', '1 left', 'gone']) {
    await press(page, page.getByRole('button', { name: '250 grains: A loaf' }))
    await page.locator('.reward', { hasText: left }).waitFor()
  }
  expect(await page.getByRole('button', { name: 'Gone: A loaf' }).isDisabled()).toBe(true)
  expect(await page.locator('.rewards + .said').evaluate((element) => element === document.activeElement)).toBe(true)
  await expectGoodPage(page)

  await press(page, page.getByRole('button', { name: `Return: receipt ${number}` }))
  await page.getByText('600 grains go back, of which 350 were spent and are owed now.').waitFor()
  expect(await page.locator('#debt').innerText()).toContain('350 grains')
  await page.getByRole('heading', { name: 'No tier yet' }).waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectGoodPage(page)
  await page.setViewportSize({ width: 1280, height: 844 })
  await press(page, page.getByRole('button', { name: 'Give back: A loaf' }).first())
  await page.locator('.reward', { hasText: '1 left' }).waitFor()
  await page.locator('#debt', { hasText: '100 grains' }).waitFor()
  await buy(page, '100.00')
  await page.locator('#debt').waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /^Pending 50 to spend from/ }).waitFor()
  expect(errors).toEqual([])
  await page.context().close()
}

/** Points end with a quarter, and their owner is told before. */
export async function endOfQuarter(visit: Visit): Promise<void> {
  const visited = await visit('/loyalty-desk/')
  const { page, errors } = visited
  await join(visited)
  const ended = cell(page, 'Ended unused')
  // Six months at most: three, and the rest of a quarter.
  for (let times = 0; times < 7 && (await ended.count()) === 0; times++) await pass(page, 'Four weeks pass')
  await ended.waitFor()
  await cell(page, /^Reminder: grains end 400 grains end after/).waitFor()
  await available(page, '0')
  await expectGoodPage(page)
  expect(errors).toEqual([])
  await page.context().close()
}

import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'
import { press, type, walkTo } from './keyboard.js'
import { expectGoodPage, expectNothingTold } from './look-at.js'
import type { Visit } from './visit.js'

const best = 'Of all that we can offer you here and now, this gives you the most beyond what it asks.'

async function unfold(page: Page, question: string, where: Page | Locator = page): Promise<void> {
  await walkTo(page, where.locator('summary', { hasText: question }).first())
  await page.keyboard.press('Enter')
}

const decisions = (page: Page) => page.locator('evenhanded-devtools')

const openDecisions = (page: Page): Promise<void> => press(page, page.getByRole('button', { name: 'Decisions' }))

/** Asks why the finder is shown; opens what a developer looks at, and closes it again. Nothing is told to anybody. */
export async function reasonsInShop(visit: Visit): Promise<void> {
  const visited = await visit('/shop-checkout/')
  const { page, errors } = visited
  await unfold(page, 'Why do I see this?')
  await page.getByText(best).waitFor()
  await page.getByText('It asks what is not known yet: Where you walk, In what weather.').waitFor()
  await page.getByText('What you tell weighs CHF 0.15').waitFor()
  await page.getByText('What you get is worth CHF 3.00').waitFor()
  await expectGoodPage(page)

  await openDecisions(page)
  const first = decisions(page).locator('.first')
  await first.getByText('finder', { exact: true }).waitFor()
  await decisions(page).getByText('nothing_to_use').waitFor()
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    await expectGoodPage(page)
  }
  await press(page, page.getByRole('button', { name: 'Add to basket: Diavolezza' }))
  await first.getByText('goesWithIt', { exact: true }).waitFor()
  await unfold(page, 'Why do I see this?', page.getByRole('region', { name: 'Basket' }))
  await page.getByText('It is for wax, because your basket has Diavolezza.', { exact: true }).waitFor()
  await openDecisions(page)
  await decisions(page).waitFor({ state: 'detached' })
  await expectNothingTold(visited, 'GET /shop-checkout/api/goes-with')
  expect(errors).toEqual([])
  await page.context().close()
}

/** Asks what writing takes before telling anything, and afterwards what makes an expert. */
export async function reasonsInForum(visit: Visit): Promise<void> {
  const { page, errors } = await visit('/community-forum/')
  await unfold(page, 'What does writing take?')
  const way = page.locator('.why', { hasText: 'What does writing take?' })
  await way.getByText('It takes your answer: Full name, for “Show who wrote what”.').waitFor()
  expect(await way.locator('.way-in dd').allInnerTexts()).toEqual(['Full name', 'Write here, and be thanked for it'])
  await way.getByText('What you tell weighs CHF 0.65').waitFor()
  await way.getByText('What you get is worth CHF 2.00').waitFor()
  await expectGoodPage(page)

  await press(page, page.getByRole('button', { name: 'Write something' }))
  await unfold(page, 'Why do I see this?')
  await page.getByText('It asks what is not known yet: Full name.').waitFor()
  await type(page, page.getByLabel('Full name'), 'Reto Muster')
  await press(page, page.getByRole('button', { name: 'Start writing' }))
  await page.getByRole('heading', { name: 'Write as Reto Muster' }).waitFor()
  await unfold(page, 'What makes an expert?')
  await page.getByText('It takes 3 Respect; you have 0.').waitFor()
  await page.getByText('others give it, for what you write').waitFor()
  await expectGoodPage(page)

  await openDecisions(page)
  await decisions(page).getByRole('tab', { name: 'Gates' }).click()
  await decisions(page).getByText('Write: open').waitFor()
  await decisions(page).getByText('Be called an expert: shut').waitFor()
  await decisions(page).getByRole('tab', { name: 'Balance' }).click()
  await decisions(page).locator('.month').waitFor()
  await expectGoodPage(page)
  expect(errors).toEqual([])
  await page.context().close()
}

/** Joins on their birthday: there is a cake, with its reason; and asks what ordering before seven takes. */
export async function reasonsAtDesk(visit: Visit): Promise<void> {
  const { page, errors } = await visit('/loyalty-desk/')
  await unfold(page, 'Why do I see this?')
  await page.getByText(best).waitFor()
  await type(page, page.getByLabel('First name'), 'Mara')
  await type(page, page.getByLabel('E-mail', { exact: true }), 'mara@mail.example')
  await walkTo(page, page.getByLabel('Birthday'))
  const today = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  await page.keyboard.type(`${two(today.getMonth() + 1)}${two(today.getDate())}1988`)
  await press(page, page.getByRole('button', { name: 'Join' }))
  await page.locator('.eh-gives', { hasText: 'A cake for one, at the counter' }).waitFor()
  await unfold(page, 'Why do I see this?')
  await page.getByText(best).waitFor()
  await page.getByText('You tell nothing new').waitFor()
  await unfold(page, 'What does ordering before seven take?')
  await page.getByText('It takes the rank of Regular; yours is none yet.').waitFor()
  await expectGoodPage(page)
  await openDecisions(page)
  await decisions(page).getByText('the day has come').waitFor()
  await expectGoodPage(page)
  await press(page, page.getByRole('button', { name: 'Yes, please' }))
  const cake = page.getByText('Your cake waits for you at the counter.')
  await cake.waitFor()
  expect(await cake.evaluate((element) => element === document.activeElement)).toBe(true)
  await decisions(page).locator('.against', { hasText: 'cake' }).getByText('accepted').waitFor()
  expect(errors).toEqual([])
  await page.context().close()
}

import { expect } from 'vitest'
import { press, type, walkTo } from './keyboard.js'
import { expectGoodPage } from './look-at.js'
import type { Visit } from './visit.js'

/** Gives to the day's end, has it looked at and taken back; is suspended with reasons, appeals, and writes again. */
export async function moderate(visit: Visit): Promise<void> {
  const { page, errors } = await visit('/community-forum/')
  await press(page, page.getByRole('button', { name: 'Write something' }))
  await type(page, page.getByLabel('Full name'), 'Gian Muster')
  await press(page, page.getByRole('button', { name: 'Start writing' }))
  await page.getByRole('heading', { name: 'Write as Gian Muster' }).waitFor()
  const nadja = page.getByRole('article', { name: 'Coaz hut: the spring is dry' })
  const respect = async () => Number(/· (\d+) respect/.exec(await nadja.innerText())?.[1])
  const before = await respect()
  for (const title of ['Coaz hut', 'Fuorcla', 'Quiet round', 'Wax']) {
    await press(page, page.getByRole('button', { name: new RegExp(`^Helpful: ${title}`) }))
    await page
      .getByRole('article', { name: new RegExp(`^${title}`) })
      .getByText('Helpful to you')
      .waitFor()
  }
  expect(await respect()).toBe(before + 2)
  await press(page, page.getByRole('button', { name: /^Helpful: Fog/ }))
  await page.getByText('No more today: four thanks, and two to one person.').waitFor()

  await walkTo(page, page.getByText('The moderator’s desk'))
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('button', { name: 'Show what it would take' }))
  expect((await page.getByRole('list', { name: 'What it would take' }).innerText()).split('\n').sort()).toEqual([
    '1 from Beat Zurbriggen',
    '1 from Reto Amstad',
    '2 from Nadja Brand',
  ])
  expect(await respect()).toBe(before + 2)
  await expectGoodPage(page)
  await press(page, page.getByRole('button', { name: 'Take it back' }))
  await page.getByText('4 respect is taken back.').waitFor()
  expect(await respect()).toBe(before)
  await nadja.getByText('Your thanks was taken back by a moderator').waitFor()

  await press(page, page.getByRole('button', { name: 'Suspend for a week' }))
  await page.getByText('You wrote to sell something.').waitFor()
  await expectGoodPage(page)
  await press(page, page.getByRole('button', { name: 'Ask for another look' }))
  await page.getByText('You asked for another look.').waitFor()
  await press(page, page.getByRole('button', { name: 'Let you write again' }))
  await page.getByRole('heading', { name: 'Write as Gian Muster' }).waitFor()
  expect(errors).toEqual([])
  await page.context().close()
}

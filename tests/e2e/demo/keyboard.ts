import type { Locator, Page } from 'playwright'

/** Nobody presses a key oftener than this to get somewhere. */
const far = 120

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement)

/** Walks with the tab key until `target` has the focus, as somebody without a mouse would. */
export async function walkTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let steps = 0; steps < far; steps++) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the tab key does not lead to ${target}`)
}

export async function press(page: Page, target: Locator): Promise<void> {
  await walkTo(page, target)
  await page.keyboard.press('Enter')
}

export async function tick(page: Page, target: Locator): Promise<void> {
  await walkTo(page, target)
  await page.keyboard.press('Space')
}

export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await walkTo(page, target)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** Chooses in a group of radio buttons: the tab key leads into it, the arrows lead on. */
export async function choose(page: Page, group: Locator, name: string): Promise<void> {
  const wanted = group.getByRole('radio', { name })
  await walkTo(page, group.getByRole('radio').first())
  await page.keyboard.press('Space')
  for (let steps = 0; steps < far && !(await wanted.isChecked()); steps++) await page.keyboard.press('ArrowDown')
}

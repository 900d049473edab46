import type { Names, Program } from 'evenhanded'
import type { Client } from 'evenhanded/client'
import { element } from './element.js'

/**
 * A switch at the foot of the page, off at first: it opens what a developer would look at. What it opens is fetched only
 * then.
 */
export function decisionsSwitch<N extends Names>(client: Client<N>, program: Program<N>): void {
  let open: HTMLElement | undefined
  const button = element(
    'button',
    {
      ...{ class: 'button-plain small', type: 'button', id: 'decisions', 'aria-pressed': 'false', lang: 'en' },
      click: async () => {
        const { devtools } = await import('evenhanded/elements')
        if (open) open.remove()
        else document.body.append(devtools(client, program))
        open = document.querySelector<HTMLElement>('evenhanded-devtools') ?? undefined
        button.setAttribute('aria-pressed', String(open !== undefined))
      },
    },
    'Decisions',
  )
  document.querySelector('.colophon .frame')?.append(button)
}

import type { Client } from '../../client.js'
import type { Names, Program } from '../../index.js'
import { defineDevtools } from './devtools-element.js'

/**
 * An element that shows how it is decided: the next offer with its figures, what speaks against the others, what opens
 * each gate and at what cost, and what was given and got. It updates itself, stores nothing and sends nothing. For
 * whoever builds a page, and for who wants to check one.
 *
 * @returns `<evenhanded-devtools>`, to be put where the page likes: it stays in sight at the foot of what it stands in
 *
 * @example
 * if (location.hostname === 'localhost') document.body.append(devtools(client, shop))
 */
export function devtools<N extends Names>(client: Client<N>, program: Program<N>): HTMLElement {
  const Devtools = defineDevtools()
  return new Devtools(client as unknown as Client, program as unknown as Program)
}

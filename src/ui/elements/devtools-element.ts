import type { Client } from '../../client.js'
import type { Program } from '../../index.js'
import { drawDevtools } from './draw-devtools.js'

const name = 'evenhanded-devtools'

type DevtoolsClass = new (client?: Client, program?: Program) => HTMLElement

/** Made when it is first asked for: a server that imports this file has no elements. */
export function defineDevtools(): DevtoolsClass {
  const defined = customElements.get(name)
  if (defined) return defined
  class Devtools extends HTMLElement {
    readonly #draw: (() => () => void) | undefined
    #stop: (() => void) | undefined

    /** One that stands in a page's markup knows no client, and shows nothing. */
    constructor(client?: Client, program?: Program) {
      super()
      const root = this.attachShadow({ mode: 'open' })
      if (client && program) this.#draw = () => drawDevtools(root, client, program)
    }

    connectedCallback(): void {
      this.#stop = this.#draw?.()
    }

    disconnectedCallback(): void {
      this.#stop?.()
    }
  }
  customElements.define(name, Devtools)
  return Devtools
}

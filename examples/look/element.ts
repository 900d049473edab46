type Child = Node | string | null

/**
 * One element, for pages without a framework. Attributes by their HTML names; a function is a handler by its
 * event's name.
 *
 * @example
 * element('button', { class: 'button', click: add }, 'Add')
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: { readonly [name: string]: string | boolean | EventListener | undefined },
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== undefined && value !== false) made.setAttribute(name, value)
  }
  made.append(...children.filter((child) => child !== null))
  return made
}

/** Shows new content in a place, and leaves the focus where it was: on the element of the same id. */
export function show(place: Element, ...content: readonly Child[]): void {
  const focused = place.contains(document.activeElement) ? document.activeElement?.id : undefined
  place.replaceChildren(...content.filter((child) => child !== null))
  if (focused) document.getElementById(focused)?.focus()
}

/** The place that the page's HTML keeps for something. */
export function place(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

/** An element from markup of our own; never from anything that was typed. */
export function drawing(markup: string): Element {
  const template = document.createElement('template')
  template.innerHTML = markup
  return template.content.firstElementChild as Element
}

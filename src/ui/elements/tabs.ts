import { make } from './make.js'

/** Tabs over one panel: real buttons, of which one takes the tab key and the arrows lead to the others. */
export function tabbed<Name extends string>(
  labels: { readonly [N in Name]: string },
  panel: HTMLElement,
  chose: () => void,
): { readonly list: HTMLElement; readonly chosen: () => Name } {
  const names = Object.keys(labels) as Name[]
  let chosen = names[0] as Name
  const buttons = names.map((name) =>
    make('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': panel.id }, labels[name]),
  )
  const mark = (): void => {
    for (const button of buttons) {
      const is = button.id === `tab-${chosen}`
      button.setAttribute('aria-selected', String(is))
      button.tabIndex = is ? 0 : -1
    }
    panel.setAttribute('aria-labelledby', `tab-${chosen}`)
  }
  const choose = (at: number): void => {
    const next = (at + names.length) % names.length
    chosen = names[next] as Name
    mark()
    chose()
    buttons[next]?.focus()
  }
  for (const [at, button] of buttons.entries()) {
    button.addEventListener('click', () => choose(at))
    button.addEventListener('keydown', ({ key }) => {
      if (key === 'ArrowRight') choose(at + 1)
      else if (key === 'ArrowLeft') choose(at - 1)
    })
  }
  mark()
  return { list: make('div', { role: 'tablist', 'aria-label': 'Decisions' }, ...buttons), chosen: () => chosen }
}

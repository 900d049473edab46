import type { OfferHandle } from './handle.js'

/** What somebody has changed on this page: it is theirs, and no draft writes over it. */
const touched = new WeakSet<Element>()

/** Fills a form from a draft, and keeps each answer once its field is left. Done again, it goes on with the later draft. */
export function heed(form: HTMLElement, draft: OfferHandle['draft'], keep: OfferHandle['keep']): void {
  const named = (name: string) => form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)
  for (const [field, value] of Object.entries(draft)) {
    const texts = [value].flat().map(String)
    for (const input of named(field)) {
      if (touched.has(input) || input === document.activeElement) continue
      if (/checkbox|radio/.test(input.type)) input.checked = texts.includes(input.value === 'on' ? 'true' : input.value)
      else input.value = texts[0] as string
    }
  }
  form.onchange = ({ target }) => {
    const { name } = target as HTMLInputElement
    for (const input of named(name)) touched.add(input)
    // One that is unticked or emptied says so.
    void keep([[name, ''], ...[...new FormData(form as HTMLFormElement)].filter((entry) => entry[0] === name)])
  }
}

import type { OfferHandle } from '../../client.js'

/** What somebody has changed on this page: it is theirs, and no draft writes over it. */
const touched = new WeakSet<Element>()

/**
 * Fills a form with what was answered so far, and keeps each answer once its field is left. Consents are no part of it.
 * Done again, it goes on with the later handle.
 */
export function heed(form: HTMLElement | null, { draft, keep }: Pick<OfferHandle, 'draft' | 'keep'>): void {
  if (!form) return
  const named = (name: string) => form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)
  for (const [field, value] of Object.entries(draft)) {
    const texts = [value].flat().map(String)
    for (const input of named(field)) {
      if (touched.has(input) || input === document.activeElement) continue
      if (/[xo]$/.test(input.type)) input.checked = texts.includes(input.value === 'on' ? 'true' : input.value)
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

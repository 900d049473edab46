import type { OfferHandle } from '../../client.js'

/** What somebody has changed on this page: it is theirs, and no draft writes over it. */
const touched = new WeakSet<Element>()

/**
 * Fills a form with what was answered so far, and keeps each answer once its field is left. Consents are no part of it.
 *
 * @returns what ends that
 */
export function heed(form: HTMLElement | null, { draft, keep }: Pick<OfferHandle, 'draft' | 'keep'>): () => void {
  const inputs = () => [...(form?.querySelectorAll<HTMLInputElement>('[name]') ?? [])]
  for (const input of inputs()) {
    const value: unknown = Object.hasOwn(draft, input.name) ? draft[input.name] : undefined
    if (value === undefined || touched.has(input) || input === document.activeElement) continue
    const texts = [value].flat().map(String)
    if (/checkbox|radio/.test(input.type)) input.checked = texts.includes(input.value === 'on' ? 'true' : input.value)
    else input.value = texts[0] ?? ''
  }
  const changed = ({ target }: Event): void => {
    const { name } = target as HTMLInputElement
    const one = new FormData()
    // One that is unticked or emptied says so.
    one.append(name, '')
    for (const value of new FormData(form as HTMLFormElement).getAll(name)) one.append(name, value as string)
    for (const input of inputs()) if (input.name === name) touched.add(input)
    void keep(one)
  }
  form?.addEventListener('change', changed)
  return () => form?.removeEventListener('change', changed)
}

/** Types into a form and sends it, as a browser does. Names of boxes and lists take the value to tick. */
export async function fill(place: Element, answers: { readonly [field: string]: string }): Promise<void> {
  for (const [field, value] of Object.entries(answers)) {
    const inputs = [...place.querySelectorAll<HTMLInputElement>(`[name="${field}"]`)]
    const box = inputs.find((input) => input.type === 'checkbox' && input.value === value)
    if (box) box.click()
    else for (const input of inputs) input.value = value
  }
  place.querySelector<HTMLButtonElement>('.eh-accept')?.click()
}

/** Waits until the form shows its errors, the next step, or what came of it. */
export async function answered(place: Element, what: 'errors' | 'step' | 'done'): Promise<void> {
  for (let turns = 0; turns < 100; turns++) {
    if (document.activeElement === place.querySelector(`.eh-${what}`)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`the form shows no ${what}: ${place.innerHTML}`)
}

/** What a reader meets, line by line. */
export const looked = (place: Element): readonly string[] =>
  [...(place.querySelector('form')?.children ?? [])].flatMap((part) =>
    part.matches('.eh-asks')
      ? [...part.children].map((ask) => ask.textContent ?? '')
      : [part.matches('.eh-notice') ? (part.querySelector('summary')?.textContent ?? '') : (part.textContent ?? '')],
  )

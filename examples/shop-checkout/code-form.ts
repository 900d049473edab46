import { element, show } from '../look/element.js'
import type { TakenCoupon } from './proposal.js'

type Looked = { readonly coupon: string } | { readonly why: string }

/** What the shop says of a code; looking at it uses nothing up. */
async function look(code: string): Promise<Looked> {
  const answer = await fetch('/shop-checkout/api/coupons/look', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => undefined)
  const looked = (await answer?.json().catch(() => undefined)) as Looked | undefined
  return looked ?? { why: 'The shop could not be reached. Try again in a moment.' }
}

/** A code from a receipt of the till's, typed in. It is made once, so that nothing typed is lost when the page changes. */
export function codeForm(taken: (coupon: TakenCoupon) => void): Element {
  const said = element('p', { class: 'eh-error', id: 'code-said', role: 'alert' })
  const input = element('input', {
    ...{ class: 'eh-input code-input', id: 'code', name: 'code', autocomplete: 'off', autocapitalize: 'characters' },
    ...{ spellcheck: 'false', maxlength: '60', 'aria-describedby': 'code-said' },
  })
  const refuse = (why: string): void => {
    show(said, why)
    input.setAttribute('aria-invalid', 'true')
    input.focus()
  }
  const form = element(
    'form',
    {
      class: 'code-form',
      novalidate: true,
      submit: async (event) => {
        event.preventDefault()
        const code = input.value.trim()
        if (code === '') return refuse('The code, as it stands on the receipt.')
        const looked = await look(code)
        if ('why' in looked) return refuse(looked.why)
        show(said)
        input.removeAttribute('aria-invalid')
        input.value = ''
        details.open = false
        taken({ name: looked.coupon, code })
      },
    },
    element('label', { class: 'eh-label', for: 'code' }, 'Code from a receipt'),
    element('div', { class: 'code-line' }, input, element('button', { class: 'button', id: 'use-code' }, 'Use it')),
    said,
  )
  const details = element(
    'details',
    { class: 'why' },
    element('summary', { id: 'code-open' }, 'I have a code from the till'),
    form,
  )
  return details
}

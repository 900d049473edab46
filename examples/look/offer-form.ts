import type { Refusal } from 'evenhanded'
import type { Accepted, AskShown, OfferHandle } from 'evenhanded/client'
import { element, show } from './element.js'

export interface FormSettings {
  readonly id: string
  readonly accept: string
  readonly decline: string
  readonly accepted: (accepted: Accepted & { readonly ok: true }) => void
  readonly declined: () => void
}

/** The parts of a handle that a form shows; any program's handle will do. */
type Shown = Pick<
  OfferHandle,
  'principle' | 'gives' | 'asks' | 'known' | 'invites' | 'notice' | 'submit' | 'decline' | 'shown'
>

/**
 * An offer as a form, for pages without a framework: what you get, what we ask with its reasons, what happens
 * with it, two buttons of one size. React and Vue pages have `OfferForm` instead.
 */
export function offerForm(handle: Shown, settings: FormSettings): HTMLFormElement {
  const { id } = settings
  const errors = element('div', { class: 'eh-error-place' })
  const buttons = [
    element('button', { class: 'eh-button eh-accept', type: 'submit', id: `${id}-accept` }, settings.accept),
    element(
      'button',
      {
        class: 'eh-button eh-decline',
        type: 'button',
        click: async () => {
          await handle.decline()
          settings.declined()
        },
      },
      settings.decline,
    ),
  ]
  const form: HTMLFormElement = element(
    'form',
    {
      class: 'eh-offer',
      'data-principle': handle.principle,
      'aria-labelledby': `${id}-gives`,
      novalidate: true,
      submit: async (event) => {
        event.preventDefault()
        for (const button of buttons) button.disabled = true
        const accepted = await handle.submit(new FormData(form), { by: 'button' })
        for (const button of buttons) button.disabled = false
        if (accepted.ok) settings.accepted(accepted)
        else tell(form, errors, id, handle.asks, accepted.error)
      },
    },
    element(
      'p',
      { class: 'eh-gives', id: `${id}-gives`, 'data-word': 'What you get' },
      handle.gives.map(({ says }) => says).join('; '),
    ),
    errors,
    element(
      'div',
      { class: 'eh-asks' },
      element('p', { class: 'eh-asks-title' }, 'What we ask'),
      ...known(handle),
      ...handle.asks.map((ask) => asked(id, ask)),
    ),
    ...handle.invites.map((invite) =>
      element(
        'div',
        { class: 'eh-invite' },
        element(
          'label',
          {},
          invite.granted
            ? null
            : element('input', {
                type: 'checkbox',
                name: `consent:${invite.purpose}`,
                value: invite.fields.join(' '),
              }),
          element(
            'span',
            {},
            invite.label,
            element('span', { class: 'eh-optional' }, invite.granted ? ' agreed to before' : ' optional'),
          ),
        ),
      ),
    ),
    element(
      'details',
      { class: 'eh-notice' },
      element('summary', {}, 'What happens with it'),
      ...handle.notice.text.split('\n').map((line) => element('p', {}, line)),
    ),
    element('div', { class: 'eh-buttons' }, ...buttons),
  )
  handle.shown()
  return form
}

const known = ({ known }: Shown): readonly Element[] =>
  known.length === 0
    ? []
    : [
        element(
          'dl',
          { class: 'eh-known', 'aria-label': 'What we know already' },
          ...known.flatMap(({ label, value }) => [
            element('dt', {}, label),
            element('dd', {}, [value].flat().join(', ')),
          ]),
        ),
      ]

function asked(form: string, ask: AskShown): Element {
  const id = `${form}-${ask.field}`
  const { options, type = 'text', autocomplete, placeholder } = ask.input
  const label = [ask.label, ask.optional ? element('span', { class: 'eh-optional' }, ' optional') : null]
  const because = element('p', { class: 'eh-because', id: `${id}-because` }, ask.because)
  const wrong = element('div', { class: 'eh-error-place', id: `${id}-wrong` })
  const described = `${id}-because ${id}-wrong`
  if (!options)
    return element(
      'div',
      { class: 'eh-ask' },
      element('label', { class: 'eh-label', for: id }, ...label),
      because,
      element('input', {
        ...{ class: 'eh-input', id, name: ask.field, type, autocomplete, placeholder },
        ...{ required: !ask.optional, 'aria-describedby': described },
      }),
      wrong,
    )
  return element(
    'fieldset',
    { class: 'eh-ask', 'aria-describedby': described },
    element('legend', { class: 'eh-label' }, ...label),
    because,
    element(
      'div',
      { class: 'eh-choices' },
      ...Object.entries(options).map(([value, text], i) =>
        element(
          'label',
          { class: 'eh-choice' },
          element('input', { type, name: ask.field, value, id: i === 0 ? id : `${id}-${value}` }),
          text,
        ),
      ),
    ),
    wrong,
  )
}

/** Says what is wrong beside each field and in one summary, which takes the focus. */
function tell(form: Element, errors: Element, id: string, asks: readonly AskShown[], error: Refusal): void {
  const standard = error.code === 'missing' ? 'Please fill this in.' : 'Please check this.'
  const fields = Object.entries(error.fields ?? {}).map(([field, why]) => ({ field, why: why || standard }))
  const whyNot = new Map(fields.map(({ field, why }) => [field, why]))
  for (const { field } of asks) {
    const why = whyNot.get(field)
    const wrong = form.querySelector(`#${id}-${field}-wrong`)
    if (wrong) show(wrong, why ? element('p', { class: 'eh-error' }, why) : null)
    form.querySelector(`#${id}-${field}`)?.toggleAttribute('aria-invalid', false)
    if (why) form.querySelector(`#${id}-${field}`)?.setAttribute('aria-invalid', 'true')
  }
  const title = fields.length > 0 ? 'Not sent yet' : `Not sent yet: ${error.message}`
  const summary = element(
    'div',
    { class: 'eh-errors', tabindex: '-1', role: 'group', 'aria-label': title },
    element('p', { class: 'eh-errors-title' }, title),
    element(
      'ul',
      {},
      ...fields.map(({ field, why }) => {
        const label = asks.find((ask) => ask.field === field)?.label ?? field
        return element('li', {}, element('a', { href: `#${id}-${field}` }, label), `: ${why}`)
      }),
    ),
  )
  show(errors, summary)
  summary.focus()
}

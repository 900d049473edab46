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
  'principle' | 'gives' | 'asks' | 'known' | 'invites' | 'notice' | 'draft' | 'keep' | 'submit' | 'decline' | 'shown'
>

/**
 * An offer as a form, for pages without a framework: what you get, what we ask with its reasons, what happens
 * with it, two buttons of one size. What is typed is kept as a draft. React and Vue pages have `OfferForm` instead.
 */
export function offerForm(handle: Shown, settings: FormSettings): HTMLFormElement {
  const { id } = settings
  const draft: { readonly [field: string]: unknown } = handle.draft
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
      // Kept for the visit, on this device alone: a reload loses nothing. What is wrong in it is said on sending.
      change: () => void handle.keep(new FormData(form)),
      submit: async (event) => {
        event.preventDefault()
        for (const button of buttons) button.disabled = true
        const data = new FormData(form)
        const accepted = await handle.submit(data, { by: 'button' })
        for (const button of buttons) button.disabled = false
        if (accepted.ok) settings.accepted(accepted)
        else tell(form, errors, id, handle.asks, whyNot(accepted.error, handle.asks, data), accepted.error)
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
      ...handle.asks.map((ask) => asked(id, ask, [draft[ask.field] ?? []].flat().map(String))),
    ),
    ...handle.invites.map((invite) =>
      element(
        'div',
        { class: 'eh-invite' },
        // Without a box to tick there is nothing to label.
        element(
          invite.granted ? 'p' : 'label',
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
          ...known.flatMap(({ label, text }) => [element('dt', {}, label), element('dd', {}, text)]),
        ),
      ]

function asked(form: string, ask: AskShown, given: readonly string[]): Element {
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
        ...{ required: !ask.optional, 'aria-describedby': described, value: given[0] },
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
          element('input', {
            ...{ type, name: ask.field, value, id: i === 0 ? id : `${id}-${value}` },
            checked: given.includes(value),
          }),
          text,
        ),
      ),
    ),
    wrong,
  )
}

/** What is wrong with each field: what its schema says, and beside that what was left empty. */
function whyNot({ code, fields = {} }: Refusal, asks: readonly AskShown[], form: FormData): Map<string, string> {
  const empty = ({ field }: AskShown) => form.getAll(field).every((entry) => entry === '')
  const wrong = asks.flatMap((ask): readonly (readonly [string, string])[] => {
    const left = code === 'missing' ? ask.field in fields : code === 'invalid' && !ask.optional && empty(ask)
    if (left) return [[ask.field, ask.input.options ? 'Please choose.' : 'Please fill this in.']]
    return ask.field in fields ? [[ask.field, fields[ask.field] || 'Please check this.']] : []
  })
  return new Map(wrong)
}

/** Says what is wrong beside each field and in one summary, which takes the focus. */
function tell(
  form: Element,
  errors: Element,
  id: string,
  asks: readonly AskShown[],
  wrong: ReadonlyMap<string, string>,
  error: Refusal,
): void {
  for (const { field } of asks) {
    const why = wrong.get(field)
    const beside = form.querySelector(`#${id}-${field}-wrong`)
    if (beside) show(beside, why ? element('p', { class: 'eh-error' }, why) : null)
    if (why) form.querySelector(`#${id}-${field}`)?.setAttribute('aria-invalid', 'true')
    else form.querySelector(`#${id}-${field}`)?.removeAttribute('aria-invalid')
  }
  const title = wrong.size > 0 ? 'Not done yet' : `Not done yet: ${error.message}`
  const summary = element(
    'div',
    { class: 'eh-errors', tabindex: '-1', role: 'group', 'aria-label': title },
    element('p', { class: 'eh-errors-title' }, title),
    element(
      'ul',
      {},
      ...[...wrong].map(([field, why]) => {
        const label = asks.find((ask) => ask.field === field)?.label ?? field
        return element('li', {}, element('a', { href: `#${id}-${field}` }, label), `: ${why}`)
      }),
    ),
  )
  show(errors, summary)
  summary.focus()
}

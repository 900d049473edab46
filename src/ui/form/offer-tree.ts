import type { Accepted, AskShown, Client, InvitationShown, OfferHandle, SignedCoupon } from '../../client.js'
import { type AskPlace, askTree } from './ask-tree.js'
import type { Attributes, Make } from './make.js'
import type { Problem } from './problem.js'
import { stepTree } from './step-tree.js'
import type { FormWords } from './words.js'

/** What an `OfferForm` shows at one moment. */
export interface FormState {
  /** Unique on the page; every id inside begins with it. */
  readonly id: string
  readonly problem: Problem | null
  readonly busy: boolean
  readonly ended: 'accepted' | 'declined' | null
  /** The step of a long ask that was taken last. */
  readonly took?: (Accepted & { readonly ok: true })['benefit'] | null
  /** Of an offer that `fits`: what was handed out with it. Nobody else is told its code. */
  readonly coupon?: SignedCoupon | undefined
  /** Where it is posted while no script runs: a path, or what a framework takes in its place; nowhere unless said. */
  readonly action?: unknown
  /** The path to come back to. */
  readonly back?: string | undefined
}

/** What a form has to say for the server to take it: to whom it was shown, and by which key it counts once. */
export type Shown = Pick<Client['first'], 'key' | 'snapshot'>

/** What an `OfferForm` does when somebody acts. */
export interface FormActs {
  readonly submit: (event: { preventDefault(): void; currentTarget: unknown }) => void
  readonly decline: () => void
}

/**
 * An offer, always read the same way: what you get; what we ask, each with its reason; what happens with
 * it, one step away; two buttons of the same size. Written once, for every framework's elements.
 */
export function offerTree<Node>(
  make: Make<Node>,
  first: Shown,
  handle: OfferHandle | null,
  state: FormState,
  acts: FormActs,
  words: FormWords,
): Node {
  if (!handle) return make('p', { class: 'eh-waiting', role: 'status' }, words.loading)
  const gives = handle.gives.map((benefit) => benefit.says).join('; ')
  const ended = state.ended ?? (handle.why.reasons.some(({ code }) => code === 'accepted') ? 'accepted' : null)
  // Who has accepted may still be asked what is only welcome.
  if (ended === 'declined' || (ended && !handle.step)) return endTree(make, state, ended, gives, words)
  const place: AskPlace<Node> = { make, id: state.id, problem: state.problem, words }
  return make(
    'form',
    {
      class: 'eh-offer',
      id: `${state.id}-form`,
      action: state.action,
      method: typeof state.action === 'string' ? 'post' : undefined,
      'data-principle': handle.principle,
      'aria-labelledby': `${state.id}-gives`,
      'aria-busy': state.busy,
      novalidate: true,
      onSubmit: acts.submit,
    },
    ...(state.action ? hiddenTrees(make, first, handle, state) : []),
    make('p', { class: 'eh-gives', id: `${state.id}-gives`, 'data-word': words.gets }, gives),
    handle.step ? stepTree(make, state.id, handle.step, { ended, took: state.took ?? null }, words) : null,
    state.problem ? errorsTree(make, state.id, state.problem, [...handle.asks, ...handle.asksOneOf.flat()]) : null,
    asksTree(place, handle),
    handle.step ? laterTree(make, handle, words) : null,
    handle.asksAge ? ageTree(make, state.id, words) : null,
    ...handle.invites.map((invite) => inviteTree(make, invite, words)),
    make(
      'details',
      { class: 'eh-notice' },
      make('summary', {}, words.notice),
      ...handle.notice.text.split('\n').map((line) => make('p', {}, line)),
    ),
    make(
      'div',
      { class: 'eh-buttons' },
      make(
        'button',
        { class: 'eh-button eh-accept', type: 'submit', disabled: state.busy },
        goesOn(handle) ? words.goOn : words.accept,
      ),
      make(
        'button',
        { class: 'eh-button eh-decline', type: 'button', disabled: state.busy, onClick: acts.decline },
        words.decline,
      ),
    ),
  )
}

const hiddenTrees = <Node>(
  make: Make<Node>,
  { key, snapshot }: Shown,
  { notice: { hash: notice, variant } }: OfferHandle,
  { back }: FormState,
): readonly (Node | null)[] =>
  Object.entries({ key, notice, variant, subject: snapshot().subject, return: back }).map(([name, value]) =>
    value ? make('input', { type: 'hidden', name: `evenhanded:${name}`, value }) : null,
  )

function endTree<Node>(
  make: Make<Node>,
  { id, coupon, took }: FormState,
  ended: 'accepted' | 'declined',
  gives: string,
  words: FormWords,
): Node {
  // By now the offer may give another one.
  const given = (coupon && took?.gives.map((benefit) => benefit.says).join('; ')) ?? gives
  const attributes: Attributes = { class: 'eh-done', id: `${id}-done`, role: 'status', tabindex: -1 }
  const says =
    ended === 'declined'
      ? [make('p', {}, words.declined)]
      : [
          make('p', { class: 'eh-done-title' }, words.done),
          make('p', { class: 'eh-done-gives' }, given),
          ...codeTrees(make, coupon, words),
        ]
  return make('div', attributes, ...says)
}

/** In groups of four, as one reads it out. */
const codeTrees = <Node>(make: Make<Node>, coupon: SignedCoupon | undefined, words: FormWords): readonly Node[] =>
  coupon
    ? [
        make(
          'p',
          { class: 'eh-done-code' },
          `${words.code} `,
          make('code', {}, coupon.code.replace(/.{4}(?=.)/g, '$& ')),
        ),
        make('p', { class: 'eh-done-until' }, words.goodUntil(coupon.validUntil)),
      ]
    : []

function errorsTree<Node>(make: Make<Node>, id: string, problem: Problem, asks: readonly AskShown[]): Node {
  const labels = Object.fromEntries(asks.map((ask) => [ask.field, ask.label]))
  return make(
    'div',
    { class: 'eh-errors', id: `${id}-errors`, role: 'group', tabindex: -1, 'aria-labelledby': `${id}-errors-title` },
    make('p', { class: 'eh-errors-title', id: `${id}-errors-title` }, problem.title),
    make(
      'ul',
      {},
      ...Object.entries(problem.fields).map(([field, why]) =>
        make('li', {}, make('a', { href: `#${id}-${field}` }, labels[field] ?? field), `: ${why}`),
      ),
    ),
  )
}

function asksTree<Node>(place: AskPlace<Node>, handle: OfferHandle): Node | null {
  const { make, words } = place
  if (handle.asks.length + handle.asksOneOf.length + handle.known.length === 0) return null
  return make(
    'div',
    { class: 'eh-asks' },
    make('p', { class: 'eh-asks-title' }, words.asks),
    handle.known.length > 0
      ? make(
          'dl',
          { class: 'eh-known', 'aria-label': words.known },
          ...handle.known.flatMap(({ label, text }) => [make('dt', {}, label), make('dd', {}, text)]),
        )
      : null,
    ...handle.asks.map((ask) => askTree(place, ask)),
    handle.asksOneOf.length > 0 ? make('p', { class: 'eh-one-of' }, words.oneOf) : null,
    ...handle.asksOneOf.map((group, i) =>
      make('div', { class: 'eh-group', key: i }, ...group.map((ask) => askTree(place, ask))),
    ),
  )
}

/** What the steps after this one ask: nobody learns of it only then. */
const laterTree = <Node>(make: Make<Node>, { later }: OfferHandle, words: FormWords): Node | null =>
  later.length === 0
    ? null
    : make(
        'p',
        { class: 'eh-later' },
        `${words.later}: ${later.map(({ label, optional }) => (optional ? `${label} (${words.optional})` : label)).join(', ')}`,
      )

/** With this step it is not accepted yet. */
const goesOn = ({ step, later }: OfferHandle): boolean => step !== null && later.some(({ optional }) => !optional)

/** In which band one's age is, and nothing finer. */
function ageTree<Node>(make: Make<Node>, id: string, words: FormWords): Node {
  const choice = (band: 'adult' | 'minor') =>
    make(
      'label',
      { class: 'eh-choice' },
      make('input', { type: 'radio', name: 'age:band', value: band, id: `${id}-age-${band}` }),
      words[band],
    )
  return make(
    'fieldset',
    { class: 'eh-ask eh-age' },
    make('legend', { class: 'eh-label' }, words.age),
    make('div', { class: 'eh-choices' }, choice('adult'), choice('minor')),
  )
}

/** A box that is never ticked beforehand. */
function inviteTree<Node>(make: Make<Node>, invite: InvitationShown, words: FormWords): Node {
  const box: Attributes = { type: 'checkbox', name: `consent:${invite.purpose}`, value: invite.fields.join(' ') }
  return make(
    'div',
    { class: 'eh-invite', key: invite.purpose },
    // Without a box to tick there is nothing to label.
    make(
      invite.granted ? 'p' : 'label',
      {},
      invite.granted ? null : make('input', box),
      make(
        'span',
        {},
        invite.label,
        make('span', { class: 'eh-optional' }, ` ${invite.granted ? words.granted : words.optional}`),
      ),
    ),
  )
}

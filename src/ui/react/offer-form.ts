import { createElement, type ReactElement, type ReactNode, useEffect, useId, useState } from 'react'
import type { Accepted, Client, OfferHandle } from '../../client.js'
import type { Names } from '../../index.js'
import type { Make } from '../form/make.js'
import { focusFirst, lackingIn, leavesItAtThat } from '../form/next-step.js'
import { type FormState, offerTree } from '../form/offer-tree.js'
import { problemOf } from '../form/problem.js'
import { english, type FormWords } from '../form/words.js'

export interface OfferFormProps<Id extends string> {
  readonly offer: Id
  /** Words of your own, as in `{ accept: 'Join' }`. */
  readonly words?: Partial<FormWords>
  /**
   * Where it is posted while no script runs yet, or at all: `{basePath}/offers/OFFER` of the server, or a server action
   * that calls `server.subject(id).accept(offer, form)`.
   */
  readonly action?: string | ((form: FormData) => void | Promise<void>)
  /** The path to come back to from there; `/` unless said. */
  readonly back?: string
  readonly onAccepted?: (accepted: Accepted & { readonly ok: true }) => void
  /** A step of a long ask was taken; the form goes on with the next. */
  readonly onStep?: (accepted: Accepted & { readonly ok: true }) => void
  readonly onDeclined?: () => void
}

export type OfferFormComponent<N extends Names> = <Id extends keyof N['offers'] & string>(
  props: OfferFormProps<Id>,
) => ReactNode

const names: { readonly [html: string]: string } = {
  class: 'className',
  for: 'htmlFor',
  tabindex: 'tabIndex',
  autocomplete: 'autoComplete',
  novalidate: 'noValidate',
}

const make: Make<ReactElement> = (tag, attributes, ...children) =>
  createElement(
    tag,
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [names[name] ?? name, value])),
    ...children,
  )

export const createOfferForm =
  <N extends Names>(
    client: Client<N>,
    useOffer: <Id extends keyof N['offers'] & string>(id: Id) => OfferHandle<N, Id> | null,
  ): OfferFormComponent<N> =>
  ({ offer, words, onAccepted, onStep, onDeclined, ...posting }) => {
    const id = `eh${useId().replace(/\W/g, '')}`
    const handle = useOffer(offer) as OfferHandle | null
    const spoken = { ...english, ...words }
    const [state, setState] = useState<Omit<FormState, 'id'>>({ problem: null, busy: false, ended: null })
    useEffect(() => handle?.shown(), [handle])
    useEffect(() => {
      const form = document.getElementById(`${id}-form`)
      if (form) handle?.heed(form)
    }, [id, handle])
    // What happened is where the reader is next: the errors, or what came of it.
    useEffect(() => {
      const where = state.problem ? ['errors'] : state.took || state.ended ? ['step', 'done'] : []
      focusFirst(where.map((part) => `${id}-${part}`))
    }, [id, state])

    const submit = async (form: HTMLFormElement): Promise<void> => {
      if (!handle) return
      const data = new FormData(form)
      const lacking = lackingIn(handle, spoken, data)
      if (lacking) return setState({ problem: lacking, busy: false, ended: null })
      setState({ problem: null, busy: true, ended: null })
      const accepted = await handle.submit(data, { by: 'button' })
      if (!accepted.ok && leavesItAtThat(handle, accepted.error)) return decline()
      setState(
        accepted.ok
          ? {
              ...{ problem: null, busy: false, ended: accepted.begun ? null : 'accepted' },
              ...{ took: accepted.benefit, coupon: accepted.coupon },
            }
          : { problem: problemOf(accepted.error, spoken, handle.asks, data), busy: false, ended: null },
      )
      if (accepted.ok) (accepted.begun ? onStep : onAccepted)?.(accepted)
    }
    const decline = async (): Promise<void> => {
      const done = await handle?.decline()
      setState({ problem: null, busy: false, ended: done?.ok ? 'declined' : null })
      if (done?.ok) onDeclined?.()
    }
    return offerTree(
      make,
      client.first,
      handle,
      { id, ...posting, ...state },
      {
        submit: (event) => {
          event.preventDefault()
          void submit(event.currentTarget as HTMLFormElement)
        },
        decline: () => void decline(),
      },
      spoken,
    )
  }

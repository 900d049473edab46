import {
  defineComponent,
  h,
  nextTick,
  onMounted,
  type Ref,
  shallowRef,
  useId,
  type VNode,
  watchEffect,
  watchPostEffect,
} from 'vue'
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
  /** Where it is posted while no script runs yet, or at all: `{basePath}/offers/OFFER` of the server. */
  readonly action?: string
  /** The path to come back to from there; `/` unless said. */
  readonly back?: string
  /** `@accepted` in a template. A property and no event: pages take the form away as soon as it is accepted. */
  readonly onAccepted?: (accepted: Accepted & { readonly ok: true }) => void
  /** `@step` in a template: a step of a long ask was taken; the form goes on with the next. */
  readonly onStep?: (accepted: Accepted & { readonly ok: true }) => void
  /** `@declined` in a template. */
  readonly onDeclined?: () => void
}

const make: Make<VNode> = (tag, attributes, ...children) => h(tag, { ...attributes }, [...children])

/** An offer as an accessible form. */
export const createOfferForm = <N extends Names>(
  client: Client<N>,
  useOffer: <Id extends keyof N['offers'] & string>(id: Id) => Readonly<Ref<OfferHandle<N, Id> | null>>,
) =>
  defineComponent(
    (props: OfferFormProps<keyof N['offers'] & string>) => {
      const id = `eh${useId().replace(/\W/g, '')}`
      const offer = useOffer(props.offer)
      const state = shallowRef<Omit<FormState, 'id'>>({ problem: null, busy: false, ended: null })
      onMounted(() => {
        watchEffect(() => offer.value?.shown())
        watchPostEffect(() => {
          const form = document.getElementById(`${id}-form`)
          if (form) offer.value?.heed(form)
        })
      })
      const spoken = (): FormWords => ({ ...english, ...props.words })

      // What happened is where the reader is next: the errors, or what came of it.
      const show = async (next: Omit<FormState, 'id'>, ...where: readonly string[]): Promise<void> => {
        state.value = next
        await nextTick()
        focusFirst(where.map((part) => `${id}-${part}`))
      }
      const submit = async (form: HTMLFormElement): Promise<void> => {
        const handle = offer.value
        if (!handle) return
        const data = new FormData(form)
        const lacking = lackingIn(handle, spoken(), data)
        if (lacking) return show({ problem: lacking, busy: false, ended: null }, 'errors')
        state.value = { problem: null, busy: true, ended: null }
        const accepted = await handle.submit(data, { by: 'button' })
        if (!accepted.ok && leavesItAtThat(handle, accepted.error)) return decline()
        if (!accepted.ok)
          return show(
            { problem: problemOf(accepted.error, spoken(), handle.asks, data), busy: false, ended: null },
            'errors',
          )
        const { begun, benefit: took, coupon } = accepted
        if (begun) props.onStep?.(accepted)
        else props.onAccepted?.(accepted)
        await show({ problem: null, busy: false, ended: begun ? null : 'accepted', took, coupon }, 'step', 'done')
      }
      const decline = async (): Promise<void> => {
        const done = await offer.value?.decline()
        if (done?.ok) props.onDeclined?.()
        await show({ problem: null, busy: false, ended: done?.ok ? 'declined' : null }, 'done')
      }
      return () =>
        offerTree(
          make,
          client.first,
          offer.value as OfferHandle | null,
          { id, ...props, ...state.value },
          {
            submit: (event) => {
              event.preventDefault()
              void submit(event.currentTarget as HTMLFormElement)
            },
            decline: () => void decline(),
          },
          spoken(),
        )
    },
    { name: 'EhOfferForm', props: ['offer', 'words', 'action', 'back', 'onAccepted', 'onStep', 'onDeclined'] },
  )

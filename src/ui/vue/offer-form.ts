import { defineComponent, h, nextTick, type Ref, shallowRef, useId, type VNode, watchEffect } from 'vue'
import type { Accepted, OfferHandle } from '../../client.js'
import type { Names } from '../../index.js'
import type { Make } from '../form/make.js'
import { type FormState, offerTree } from '../form/offer-tree.js'
import { english, type FormWords, problemOf } from '../form/words.js'

export interface OfferFormProps<Id extends string> {
  readonly offer: Id
  /** Words of your own, as in `{ accept: 'Join' }`. */
  readonly words?: Partial<FormWords>
}

type OfferFormEvents = {
  accepted: (accepted: Accepted & { readonly ok: true }) => void
  declined: () => void
}

const make: Make<VNode> = (tag, attributes, ...children) => h(tag, { ...attributes }, [...children])

/** An offer as an accessible form; it emits `accepted` and `declined`. */
export const createOfferForm = <N extends Names>(
  useOffer: <Id extends keyof N['offers'] & string>(id: Id) => Readonly<Ref<OfferHandle<N, Id> | null>>,
) =>
  defineComponent(
    (props: OfferFormProps<keyof N['offers'] & string>, { emit }) => {
      const id = `eh${useId().replace(/\W/g, '')}`
      const offer = useOffer(props.offer)
      const state = shallowRef<Omit<FormState, 'id'>>({ problem: null, busy: false, ended: null })
      watchEffect(() => offer.value?.shown())
      const spoken = (): FormWords => ({ ...english, ...props.words })

      // What happened is where the reader is next: the errors, or what came of it.
      const show = async (next: Omit<FormState, 'id'>, where: string): Promise<void> => {
        state.value = next
        await nextTick()
        document.getElementById(`${id}-${where}`)?.focus()
      }
      const submit = async (form: HTMLFormElement): Promise<void> => {
        if (!offer.value) return
        state.value = { problem: null, busy: true, ended: null }
        const accepted = await offer.value.submit(new FormData(form), { by: 'button' })
        if (!accepted.ok)
          return show({ problem: problemOf(accepted.error, spoken()), busy: false, ended: null }, 'errors')
        emit('accepted', accepted)
        await show({ problem: null, busy: false, ended: 'accepted' }, 'done')
      }
      const decline = async (): Promise<void> => {
        const done = await offer.value?.decline()
        emit('declined')
        await show({ problem: null, busy: false, ended: done?.ok ? 'declined' : null }, 'done')
      }
      return () =>
        offerTree(
          make,
          offer.value as OfferHandle | null,
          { id, ...state.value },
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
    {
      name: 'EhOfferForm',
      props: ['offer', 'words'],
      emits: {
        accepted: (accepted: Accepted & { readonly ok: true }) => accepted.ok,
        declined: () => true,
      } satisfies OfferFormEvents,
    },
  )

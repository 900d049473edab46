import {
  computed,
  getCurrentInstance,
  inject,
  onMounted,
  onScopeDispose,
  type Ref,
  shallowRef,
  ssrContextKey,
} from 'vue'
import type { Client, ConsentShown, Done, OfferHandle, Readings, Snapshot } from '../../client.js'
import type { GateExplained, Names, Points } from '../../index.js'
import { createGate } from './gate.js'
import { createOfferForm } from './offer-form.js'

type OfferId<N extends Names> = keyof N['offers'] & string
type Seen<Value> = Readonly<Ref<Value>>

/** A client's composables and components, with its program's names in their types. */
export interface Hooks<N extends Names> {
  readonly useClient: () => Client<N>
  readonly useSnapshot: () => Seen<Snapshot>
  /** `null` while the client is loading. */
  readonly useOffer: <Id extends OfferId<N>>(id: Id) => Seen<OfferHandle<N, Id> | null>
  /** `null` while the client is loading, and where nothing is to be proposed. */
  readonly useNext: () => Seen<OfferHandle<N> | null>
  /** Reasons are worked out when `explain` is called. */
  readonly useGate: (name: N['gates']) => { readonly allowed: Seen<boolean>; readonly explain: () => GateExplained }
  readonly usePoints: (currency: N['currencies']) => Seen<Points>
  readonly useConsents: () => {
    readonly list: Seen<readonly ConsentShown[]>
    readonly withdraw: (purpose: N['purposes'], fields?: readonly (keyof N['fields'] & string)[]) => Promise<Done>
  }
  /**
   * Whether there is a ground for a purpose, for any field of it or for all that are named: what a third party brings is
   * rendered while there is. False while the client is loading.
   */
  readonly useGranted: (purpose: N['purposes'], fields?: readonly (keyof N['fields'] & string)[]) => Seen<boolean>
  readonly Gate: ReturnType<typeof createGate<N>>
  readonly OfferForm: ReturnType<typeof createOfferForm<N>>
}

/**
 * Composables and components over one client. What a server renders, and what the browser takes up of it, is drawn by
 * `client.first`, so that both write the same page: with what the client was given as `initial`, or loading without.
 *
 * @example
 * export const { useOffer, useGate, usePoints, OfferForm } = createHooks(client)
 */
export function createHooks<N extends Names>(client: Client<N>): Hooks<N> {
  /** Starts once it is in the page, where it is rendered at all, and ends with its component. */
  function listen(start: () => () => void): void {
    let stop: (() => void) | undefined
    const begin = (): void => {
      stop = start()
    }
    if (getCurrentInstance()) onMounted(begin)
    else begin()
    onScopeDispose(() => stop?.())
  }

  function useSnapshot(): Seen<Snapshot> {
    const snapshot = shallowRef(isTakenUp() ? first() : client.snapshot())
    listen(() =>
      client.subscribe((now) => {
        snapshot.value = now
      }),
    )
    return snapshot
  }

  const first = client.first.snapshot
  const asOf = (now: Snapshot): Readings<N> => (now === first() ? client.first : client)

  /** Asks anew with every snapshot, and of the picture that it is of. */
  function useAnswer<Answer>(ask: (picture: Readings<N>) => Answer): Seen<Answer> {
    const snapshot = useSnapshot()
    return computed(() => ask(asOf(snapshot.value)))
  }

  const useOffer: Hooks<N>['useOffer'] = <Id extends OfferId<N>>(id: Id) =>
    useAnswer<OfferHandle<N, Id> | null>((picture) =>
      picture.snapshot().phase === 'loading' ? null : picture.offer(id),
    )
  const useGate: Hooks<N>['useGate'] = (name) => {
    const gate = useAnswer((picture) => ({
      allowed: picture.can(name),
      explain: () => picture.explain({ gate: name }),
    }))
    return { allowed: computed(() => gate.value.allowed), explain: () => gate.value.explain() }
  }
  return {
    useClient: () => client,
    useSnapshot,
    useOffer,
    useNext: () => useAnswer((picture) => picture.next()),
    useGate,
    usePoints: (currency) => useAnswer((picture) => picture.points(currency)),
    useConsents: () => ({
      list: useAnswer((picture) => picture.consents.list()),
      withdraw: (purpose, fields) => client.consents.withdraw(purpose, fields),
    }),
    useGranted(purpose, fields) {
      const granted = shallowRef(false)
      const load = () => {
        granted.value = true
        return () => {
          granted.value = false
        }
      }
      listen(() => client.whenGranted(purpose, load, fields))
      return granted
    },
    Gate: createGate<N>(useSnapshot, useGate),
    OfferForm: createOfferForm<N>(client, useOffer),
  }
}

/** Whether a server renders this, or a browser takes up what a server has rendered: it has its element already. */
const isTakenUp = (): boolean => {
  const instance = getCurrentInstance()
  return instance !== null && (instance.vnode.el !== null || inject(ssrContextKey, null) !== null)
}

import { computed, getCurrentInstance, onMounted, onScopeDispose, type Ref, shallowRef } from 'vue'
import type { Client, ConsentShown, Done, OfferHandle, Snapshot } from '../../client.js'
import type { GateExplained, Names, Points } from '../../index.js'
import { loading, noPoints } from '../loading.js'
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
 * Composables and components over one client. On the server, and on the first rendering in the browser,
 * everything is as while loading, so that both write the same page.
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
    const snapshot = shallowRef(loading)
    const take = (): void => {
      snapshot.value = client.snapshot()
    }
    listen(() => {
      const stop = client.subscribe(take)
      take()
      return stop
    })
    return snapshot
  }

  /** Asks the client anew with every snapshot, and not before it is ready. */
  function useAnswer<Answer>(waiting: Answer, ask: () => Answer): Seen<Answer> {
    const snapshot = useSnapshot()
    return computed(() => (snapshot.value.phase === 'loading' ? waiting : ask()))
  }

  const useOffer: Hooks<N>['useOffer'] = <Id extends OfferId<N>>(id: Id) =>
    useAnswer<OfferHandle<N, Id> | null>(null, () => client.offer(id))
  const useGate: Hooks<N>['useGate'] = (name) => ({
    allowed: useAnswer(false, () => client.can(name)),
    explain: () => client.explain({ gate: name }),
  })
  return {
    useClient: () => client,
    useSnapshot,
    useOffer,
    useNext: () => useAnswer<OfferHandle<N> | null>(null, () => client.next()),
    useGate,
    usePoints: (currency) => useAnswer(noPoints, () => client.points(currency)),
    useConsents: () => ({
      list: useAnswer<readonly ConsentShown[]>([], () => client.consents.list()),
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
    OfferForm: createOfferForm<N>(useOffer),
  }
}

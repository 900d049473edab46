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
  function useSnapshot(): Seen<Snapshot> {
    const snapshot = shallowRef(loading)
    const take = (): void => {
      snapshot.value = client.snapshot()
    }
    let stop: (() => void) | undefined
    const start = (): void => {
      stop = client.subscribe(take)
      take()
    }
    if (getCurrentInstance()) onMounted(start)
    else start()
    onScopeDispose(() => stop?.())
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
    Gate: createGate<N>(useSnapshot, useGate),
    OfferForm: createOfferForm<N>(useOffer),
  }
}

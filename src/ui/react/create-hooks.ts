import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Client, ConsentShown, Done, OfferHandle, Readings, Snapshot } from '../../client.js'
import type { GateExplained, Names, Points } from '../../index.js'
import { createGate, type GateComponent } from './gate.js'
import { createOfferForm, type OfferFormComponent } from './offer-form.js'

type OfferId<N extends Names> = keyof N['offers'] & string

/** A client's hooks and components, with its program's names in their types. */
export interface Hooks<N extends Names> {
  readonly useClient: () => Client<N>
  readonly useSnapshot: () => Snapshot
  /** `null` while the client is loading. */
  readonly useOffer: <Id extends OfferId<N>>(id: Id) => OfferHandle<N, Id> | null
  /** `null` while the client is loading, and where nothing is to be proposed. */
  readonly useNext: () => OfferHandle<N> | null
  /** Reasons are worked out when `explain` is called. */
  readonly useGate: (name: N['gates']) => { readonly allowed: boolean; readonly explain: () => GateExplained }
  readonly usePoints: (currency: N['currencies']) => Points
  readonly useConsents: () => {
    readonly list: readonly ConsentShown[]
    readonly withdraw: (purpose: N['purposes'], fields?: readonly (keyof N['fields'] & string)[]) => Promise<Done>
  }
  /**
   * Whether there is a ground for a purpose, for any field of it or for all that are named: what a third party brings is
   * rendered while there is. False while the client is loading.
   */
  readonly useGranted: (purpose: N['purposes'], fields?: readonly (keyof N['fields'] & string)[]) => boolean
  readonly Gate: GateComponent<N>
  readonly OfferForm: OfferFormComponent<N>
}

/**
 * Hooks and components over one client. What a server renders, and what the browser takes up of it, is drawn by
 * `client.first`, so that both write the same page: with what the client was given as `initial`, or loading without.
 *
 * @example
 * export const { useOffer, useGate, usePoints, OfferForm } = createHooks(client)
 */
export function createHooks<N extends Names>(client: Client<N>): Hooks<N> {
  const subscribe = (listener: () => void): (() => void) => client.subscribe(listener)
  const snapshot = (): Snapshot => client.snapshot()
  const first = client.first.snapshot
  const useSnapshot = (): Snapshot => useSyncExternalStore(subscribe, snapshot, first)
  const asOf = (now: Snapshot): Readings<N> => (now === first() ? client.first : client)

  /** Asks anew with every snapshot, and of the picture that it is of. */
  function useAnswer<Answer>(ask: (picture: Readings<N>) => Answer, about = ''): Answer {
    const now = useSnapshot()
    // biome-ignore lint/correctness/useExhaustiveDependencies: the answer hangs on the snapshot and on what it is about
    return useMemo(() => ask(asOf(now)), [now, about])
  }

  const useOffer: Hooks<N>['useOffer'] = <Id extends OfferId<N>>(id: Id) =>
    useAnswer<OfferHandle<N, Id> | null>(
      (picture) => (picture.snapshot().phase === 'loading' ? null : picture.offer(id)),
      id,
    )
  const useGate: Hooks<N>['useGate'] = (name) =>
    useAnswer((picture) => ({ allowed: picture.can(name), explain: () => picture.explain({ gate: name }) }), name)
  return {
    useClient: () => client,
    useSnapshot,
    useOffer,
    useNext: () => useAnswer((picture) => picture.next()),
    useGate,
    usePoints: (currency) => useAnswer((picture) => picture.points(currency), currency),
    useConsents: () => ({
      list: useAnswer((picture) => picture.consents.list()),
      withdraw: (purpose, fields) => client.consents.withdraw(purpose, fields),
    }),
    useGranted(purpose, fields) {
      const [granted, set] = useState(false)
      const which = fields?.join()
      // biome-ignore lint/correctness/useExhaustiveDependencies: a list that is written anew with each rendering is the same
      useEffect(() => {
        const load = () => {
          set(true)
          return () => set(false)
        }
        return client.whenGranted(purpose, load, fields)
      }, [purpose, which])
      return granted
    },
    Gate: createGate<N>(useSnapshot, useGate),
    OfferForm: createOfferForm<N>(client, useOffer),
  }
}

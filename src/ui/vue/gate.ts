import { defineComponent, type Ref, type SlotsType } from 'vue'
import type { Snapshot } from '../../client.js'
import type { GateExplained, Names } from '../../index.js'

/**
 * Shows its slot where the gate is open, `#otherwise="{ explained }"` where it is shut, `#loading` until it
 * is known.
 */
export const createGate = <N extends Names>(
  useSnapshot: () => Readonly<Ref<Snapshot>>,
  useGate: (name: N['gates']) => { readonly allowed: Readonly<Ref<boolean>>; readonly explain: () => GateExplained },
) =>
  defineComponent(
    (props: { readonly name: N['gates'] }, { slots }) => {
      const snapshot = useSnapshot()
      const { allowed, explain } = useGate(props.name)
      return () => {
        if (snapshot.value.phase === 'loading') return slots.loading?.({})
        return allowed.value ? slots.default?.({}) : slots.otherwise?.({ explained: explain() })
      }
    },
    {
      name: 'EhGate',
      props: ['name'],
      slots: {} as SlotsType<{ default: object; otherwise: { explained: GateExplained }; loading: object }>,
    },
  )

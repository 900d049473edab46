import type { ReactNode } from 'react'
import type { Snapshot } from '../../client.js'
import type { GateExplained, Names } from '../../index.js'

export interface GateProps<N extends Names> {
  readonly name: N['gates']
  /** Shown where the gate is open. */
  readonly children?: ReactNode
  /** Shown where it is shut; a function gets the reasons and what would open it. */
  readonly otherwise?: ReactNode | ((explained: GateExplained) => ReactNode)
  /** Shown until it is known. */
  readonly loading?: ReactNode
}

export type GateComponent<N extends Names> = (props: GateProps<N>) => ReactNode

export const createGate =
  <N extends Names>(
    useSnapshot: () => Snapshot,
    useGate: (name: N['gates']) => { readonly allowed: boolean; readonly explain: () => GateExplained },
  ): GateComponent<N> =>
  ({ name, children, otherwise, loading }) => {
    const { phase } = useSnapshot()
    const { allowed, explain } = useGate(name)
    if (phase === 'loading') return loading ?? null
    if (allowed) return children ?? null
    return typeof otherwise === 'function' ? otherwise(explain()) : (otherwise ?? null)
  }

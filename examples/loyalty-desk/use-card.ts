import type { Points } from 'evenhanded'
import { type Ref, ref, watch } from 'vue'
import type { Card } from './card.js'
import { client, readClock, useSnapshot } from './client.js'
import { read } from './said.js'

/** The card as it was last told, and the way to ask anew. */
export interface UsedCard {
  readonly card: Ref<Card | null>
  readonly points: Ref<Points>
  readonly early: Ref<boolean>
  readonly refresh: () => Promise<void>
}

/** What the client knows by itself and what the backend tells beside it, replaced together. */
export function useCard(): UsedCard {
  const card = ref<Card | null>(null)
  const points = ref(client.points('grain'))
  const early = ref(false)
  const snapshot = useSnapshot()
  const look = (): void => {
    points.value = client.points('grain')
    early.value = client.can('early')
  }
  const refresh = async (): Promise<void> => {
    if (client.snapshot().subject === null) {
      card.value = null
      look()
      return
    }
    const [told] = await Promise.all([read<Card | null>('card'), client.sync(), readClock()])
    // A card that did not come is no reason to take away the one that is there.
    if (told !== undefined) card.value = told
    look()
  }
  watch(() => snapshot.value.subject, refresh, { immediate: true })
  watch(snapshot, look)
  return { card, points, early, refresh }
}

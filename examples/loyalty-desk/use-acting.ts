import { computed, nextTick, type Ref, ref, shallowRef } from 'vue'
import { ask, type Said } from './said.js'

/** What is said beside the buttons. `wrong` is what was typed; a refusal is no error. */
export interface Shown {
  readonly tone: 'told' | 'refused' | 'wrong'
  readonly words: string
}

interface Acting {
  readonly shown: Ref<Shown | null>
  /** Where it is said: the reader goes on there when the button that was pressed is gone. */
  readonly place: Ref<{ focus(): void } | undefined>
  /** Asks the backend, and shows what came of it. `undefined` where there was no answer: the same may be asked again. */
  readonly act: (what: string, body: object) => Promise<Said | undefined>
  readonly refuse: (words: string) => void
}

/** The one of them all that spoke last: what was said before is over. */
const last = shallowRef<object>()

export function useActing(refresh: () => Promise<void>): Acting {
  const own = ref<Shown | null>(null)
  const place = ref<{ focus(): void }>()
  let busy = false
  const acting: Acting = {
    shown: computed(() => (last.value === acting ? own.value : null)),
    place,
    async act(what, body) {
      if (busy) return undefined
      busy = true
      own.value = asking
      last.value = acting
      const answer = await ask(what, body)
      await refresh()
      own.value = shownOf(answer)
      busy = false
      await nextTick()
      const { activeElement } = document
      if (activeElement === null || activeElement === document.body) place.value?.focus()
      return answer
    },
    refuse(words) {
      own.value = { tone: 'wrong', words }
      last.value = acting
    },
  }
  return acting
}

const asking: Shown = { tone: 'told', words: 'Asking the bakery …' }

function shownOf(answer: Said | undefined): Shown {
  if (!answer) return { tone: 'refused', words: 'The bakery did not answer. Press again.' }
  return 'told' in answer ? { tone: 'told', words: answer.told } : { tone: 'refused', words: answer.why }
}

/** A key for each thing that is asked for: asked twice for want of an answer, it is done once. */
export function useKeys(): { readonly key: () => string; readonly answered: (answer: Said | undefined) => void } {
  let key = crypto.randomUUID()
  return {
    key: () => key,
    answered: (answer) => {
      if (answer) key = crypto.randomUUID()
    },
  }
}

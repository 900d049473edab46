import { nextTick, type Ref, ref } from 'vue'
import { ask, type Said } from './said.js'

const unanswered: Said = { why: 'The bakery did not answer. Press again.' }

interface Acting {
  readonly said: Ref<Said | null>
  /** Where it is said: the reader goes on there when the button that was pressed is gone. */
  readonly place: Ref<{ focus(): void } | undefined>
  /** Asks the backend, and shows what came of it. `undefined` where there was no answer: the same may be asked again. */
  readonly act: (what: string, body: object) => Promise<Said | undefined>
  readonly refuse: (why: string) => void
}

export function useActing(refresh: () => Promise<void>): Acting {
  const said = ref<Said | null>(null)
  const place = ref<{ focus(): void }>()
  let busy = false
  return {
    said,
    place,
    async act(what, body) {
      if (busy) return undefined
      busy = true
      const answer = await ask(what, body)
      await refresh()
      said.value = answer ?? unanswered
      busy = false
      await nextTick()
      const { activeElement } = document
      if (activeElement === null || activeElement === document.body) place.value?.focus()
      return answer
    },
    refuse(why) {
      said.value = { why }
    },
  }
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

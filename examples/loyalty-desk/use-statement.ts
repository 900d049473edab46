import { type Ref, ref, watch } from 'vue'
import { client, useSnapshot } from './client.js'
import { type Line, readStatement } from './statement.js'

/** The statement, and the way to fetch it anew together with the balance. */
export function useStatement(): { readonly lines: Ref<readonly Line[]>; readonly refresh: () => Promise<void> } {
  const lines = ref<readonly Line[]>([])
  const snapshot = useSnapshot()
  const refresh = async (): Promise<void> => {
    if (client.snapshot().subject === null) {
      lines.value = []
      return
    }
    const [read] = await Promise.all([readStatement(), client.sync()])
    lines.value = read ?? lines.value
  }
  watch(() => snapshot.value.subject, refresh, { immediate: true })
  return { lines, refresh }
}

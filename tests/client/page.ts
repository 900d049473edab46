/** What a browser has around a page, as far as the client listens to it, in a Node that has none of it. */
export interface Page {
  see(): void
  hide(): void
  /** Into the back/forward cache, and out of it. */
  putAside(): void
  comeBack(): void
  leave(): void
  close(): void
}

const missing = ['addEventListener', 'removeEventListener', 'document'] as const

export function openPage(): Page {
  const around = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const before = missing.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
  Object.assign(globalThis, { addEventListener: around.addEventListener.bind(around), document })
  const moved = (type: string, persisted: boolean) =>
    around.dispatchEvent(Object.assign(new Event(type), { persisted }))
  const turned = (state: 'visible' | 'hidden') => {
    document.visibilityState = state
    document.dispatchEvent(new Event('visibilitychange'))
  }
  return {
    see: () => turned('visible'),
    hide: () => turned('hidden'),
    putAside: () => void moved('pagehide', true),
    comeBack: () => void moved('pageshow', true),
    leave: () => void moved('pagehide', false),
    close() {
      missing.forEach((name, n) => {
        const had = before[n]
        if (had) Object.defineProperty(globalThis, name, had)
        else Reflect.deleteProperty(globalThis, name)
      })
    },
  }
}

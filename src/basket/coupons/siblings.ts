/** The other tabs of this browser that have the same stock. */
export interface Siblings {
  /** Something changed in storage. */
  tell(): void
  close(): void
}

/** @param look is called after others have told, and never twice at once */
export function createSiblings(name: string, look: () => Promise<unknown>): Siblings {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => undefined, close: () => undefined }
  const channel = new BroadcastChannel(name)
  let told = 0
  let isClosed = false
  channel.addEventListener('message', async () => {
    told += 1
    if (told > 1) return
    for (let heard = 0; heard < told; ) {
      heard = told
      await look()
    }
    told = 0
  })
  // In Node it would keep the process alive.
  const { unref } = channel as { unref?: () => void }
  unref?.call(channel)
  return {
    tell() {
      if (!isClosed) channel.postMessage(null)
    },
    close() {
      isClosed = true
      channel.close()
    },
  }
}

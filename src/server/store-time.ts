/** The store's time, reckoned from when it was last told: for what has to be known before the store is asked. */
export interface StoreTime {
  /** The store has just said this, epoch milliseconds. */
  heard(now: number): void
  /** `undefined` before it ever said anything. */
  now(): number | undefined
}

/** What is on its way back makes the reckoning a little late, never early. */
export function storeTime(): StoreTime {
  let ahead: number | undefined
  return {
    heard: (now) => {
      ahead = now - Date.now()
    },
    now: () => (ahead === undefined ? undefined : Date.now() + ahead),
  }
}

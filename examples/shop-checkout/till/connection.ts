/** Whether the shop's server answered when it was last asked: that there is a network says little. */
let connected = false
const listeners = new Set<() => void>()

export const isConnected = (): boolean => connected

export const onConnection = (listener: () => void): void => {
  listeners.add(listener)
}

/** Asks without saying anything; the till's worker lets it through. */
export async function askShop(): Promise<void> {
  const answer = await fetch('/shop-checkout/api/goes-with', { method: 'HEAD', cache: 'no-store' }).catch(
    () => undefined,
  )
  const before = connected
  connected = answer?.ok === true
  if (connected !== before) for (const listener of listeners) listener()
}

/** So often, and whenever the browser thinks that something has changed. */
const every = 10_000

export function watchConnection(): void {
  setInterval(() => void askShop(), every)
  for (const change of ['online', 'offline']) addEventListener(change, () => void askShop())
}

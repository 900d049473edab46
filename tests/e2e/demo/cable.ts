import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to the demo that can be cut, as a cable can. */
export interface Cable {
  /** As in `http://localhost:40123`. */
  readonly address: string
  /** Ends what is open, and lets nothing through any more. */
  cut(): Promise<void>
}

export async function layCable(to: string): Promise<Cable> {
  const { hostname, port } = new URL(to)
  const open = new Set<Socket>()
  const hold = (socket: Socket): Socket => {
    open.add(socket)
    // What is cut ends with an error at one side or the other.
    return socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy())
  }
  const cable = createServer((near) => {
    const far = hold(connect(Number(port), hostname))
    hold(near).pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => cable.listen(0, 'localhost', resolve))
  return {
    address: `http://localhost:${(cable.address() as AddressInfo).port}`,
    cut: () =>
      new Promise((resolve) => {
        cable.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

import type { Status } from 'evenhanded/client'

/** One calm line for each state; empty where there is nothing to say. What was refused has a panel of its own. */
export function statusWords({ connection, storage, unsent }: Status): string {
  const waits = unsent > 0
  const kept = storage === 'durable' ? 'is kept on this device' : 'waits in this page, which has to stay open,'
  switch (connection) {
    case 'online':
      return waits ? `On its way.${storage === 'durable' ? '' : ' Keep this page open.'}` : ''
    case 'busy':
      return waits ? `The server is busy. What you agreed to ${kept} and is sent in a moment.` : ''
    case 'offline':
      return waits
        ? `No connection. What you agreed to ${kept} and is sent as soon as there is one.`
        : 'No connection. You can go on: what you agree to is sent as soon as there is one.'
    case 'signed-out':
      return waits ? `You are signed out here. What you agreed to ${kept} and is sent once you are back.` : ''
    case 'outdated':
      return `This page is out of date. Reload it${waits ? ', and what you agreed to is sent' : ' to go on'}.`
    case 'none':
      return ''
  }
}

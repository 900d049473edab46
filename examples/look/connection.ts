import type { Status } from 'evenhanded/client'

/** What to say while something that was agreed has not reached the server; empty where there is nothing to say. */
export function connectionWords({ is, connection, storage, unsent }: Status): string {
  if (is === 'parked') return 'Something you agreed to could not be taken. It is kept below until you have seen to it.'
  if (unsent === 0 || connection === 'online') return ''
  if (connection === 'outdated') return 'This page is out of date. Reload it, and what you agreed to is sent.'
  const kept = storage === 'durable' ? 'is kept on this device' : 'waits on this page'
  if (connection === 'busy') return `The server is busy. What you agreed to ${kept} and is sent in a moment.`
  return `No connection. What you agreed to ${kept} and is sent as soon as there is one.`
}

import type { Saving } from 'evenhanded/client'

/** What to say while something that was agreed has not reached the server; empty where there is nothing to say. */
export function connectionWords({ connection, storage, unsent }: Saving): string {
  if (unsent === 0 || connection === 'online') return ''
  if (connection === 'outdated') return 'This page is out of date. Reload it, and what you agreed to is sent.'
  const kept = storage === 'durable' ? 'is kept on this device' : 'waits on this page'
  return `No connection. What you agreed to ${kept} and is sent as soon as there is one.`
}

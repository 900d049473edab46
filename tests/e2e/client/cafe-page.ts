import { createClient } from 'evenhanded/client'
import { cafeOf } from './cafe.js'

// What a page of the café would do, and the client within reach of the test. Which version of the program the page was
// made for, and where it stands, its address says.
const asked = new URLSearchParams(location.search)

const start = () =>
  createClient({
    program: cafeOf(Number(asked.get('version') ?? 1)),
    server: '/evenhanded',
    touchpoint: asked.get('at') === 'till' ? 'till' : 'web',
    // A last word is the one request whose answer nobody waits for: told apart for the test alone.
    fetch: (url, init) =>
      fetch(url, init.signal ? init : { ...init, headers: { ...(init.headers as object), 'x-last-word': 'yes' } }),
  })

/** Accepts a stamp for each note, all at once, and tells of each as soon as `accept` has resolved. */
async function stamp(notes: readonly string[]): Promise<number> {
  const done = await Promise.all(
    notes.map(async (note) => {
      const { ok } = await window.cafe.offer('stamp').accept({ note })
      const { storage, reason = '' } = window.cafe.snapshot().status
      if (ok) void window.acknowledge?.(note, storage === 'durable' ? '' : reason)
      return ok
    }),
  )
  return done.filter(Boolean).length
}

/** What this tab would show of its person: all tabs have to agree on it in the end. */
function shown() {
  const { cafe } = window
  const { subject, status } = cafe.snapshot()
  const { available, pending, held } = cafe.points('bonus')
  return {
    subject,
    unsent: status.unsent,
    connection: status.connection,
    storage: status.storage,
    parked: cafe.parked
      .list()
      .map(({ id }) => id)
      .sort(),
    points: { available, pending, held },
    reads: {
      email: cafe.read('email', 'club'),
      newsletter: cafe.read('email', 'newsletter'),
      birthday: cafe.read('birthday', 'treats'),
      taste: cafe.read('taste', 'tasting'),
      note: cafe.read('note', 'club'),
    },
    post: cafe.can('post'),
    colour: cafe.read('colour', 'fit'),
  }
}

declare global {
  interface Window {
    cafe: ReturnType<typeof start>
    stamp: typeof stamp
    shown: typeof shown
    /** Set by the test: told of each note whose acceptance was acknowledged, and why it is in memory alone where it is. */
    acknowledge?: (note: string, unsafe: string) => Promise<void>
  }
}

window.stamp = stamp
window.shown = shown
window.cafe = start()

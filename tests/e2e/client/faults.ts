import type { Dice } from './dice.js'

/** The connection ends without an answer. */
type HungUp = 'hung up'
const hungUp: HungUp = 'hung up'

export type Answered = Response | HungUp

/** Gives the request to the real server; as often as it is called. */
type Serve = () => Promise<Response>

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Works first, and makes nothing of what it would have answered. */
const served = async (serve: Serve, instead: Answered): Promise<Answered> => {
  await serve()
  return instead
}

/** What a bad network and a bad server do to one request. `ms` is how long they take where they take their time. */
const faults = {
  'error 500': async () => new Response('', { status: 500 }),
  'busy 429': async () => new Response('', { status: 429, headers: { 'retry-after': '1' } }),
  'no answer': async (_: Serve, ms: number) => {
    await wait(ms)
    return hungUp
  },
  'web page': async () =>
    new Response('<!doctype html><title>Welcome to our Wi-Fi</title>', { headers: { 'content-type': 'text/html' } }),
  'half an answer': async (serve: Serve) => {
    const text = await (await serve()).text()
    return new Response(text.slice(0, text.length / 2), { headers: { 'content-type': 'application/json' } })
  },
  'late answer': async (serve: Serve, ms: number) => {
    const response = await serve()
    await wait(ms)
    return response
  },
  'late delivery': async (serve: Serve, ms: number) => {
    void wait(ms).then(serve)
    return hungUp
  },
  'twice at once': async (serve: Serve) => (await Promise.all([serve(), serve()]))[1],
  'twice in turn': async (serve: Serve) => served(serve, await serve()),
  'lost answer 502': async (serve: Serve) => served(serve, new Response('Bad gateway', { status: 502 })),
  'lost answer': async (serve: Serve) => served(serve, hungUp),
} as const

export type Fault = keyof typeof faults

/** Of a hundred requests, as many meet with each. */
const weights: { readonly [fault in Fault | 'none']: number } = {
  none: 40,
  'error 500': 8,
  'busy 429': 6,
  'no answer': 8,
  'web page': 6,
  'half an answer': 6,
  'late answer': 6,
  'late delivery': 4,
  'twice at once': 4,
  'twice in turn': 4,
  'lost answer 502': 4,
  'lost answer': 4,
}

/** Between the pages and the server: what it does follows from the dice alone. */
export interface FaultyLine {
  answer(serve: Serve): Promise<Answered>
  on(): void
  off(): void
  readonly counts: ReadonlyMap<Fault, number>
}

/** @param longest ms that a fault takes at most, where it takes its time */
export function createFaultyLine(dice: Dice, longest: number): FaultyLine {
  const counts = new Map<Fault, number>()
  let isOn = false
  return {
    counts,
    on() {
      isOn = true
    },
    off() {
      isOn = false
    },
    async answer(serve) {
      const name = isOn ? dice.weighted(weights) : 'none'
      if (name === 'none') return serve()
      counts.set(name, (counts.get(name) ?? 0) + 1)
      // Mostly short, at times as long as it may be.
      return faults[name](serve, dice.next() ** 3 * longest)
    },
  }
}

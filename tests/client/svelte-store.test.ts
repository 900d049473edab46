import { derived, get, readable } from 'svelte/store'
import { describe, expect, it } from 'vitest'
import { openBrowser, openServer, until } from './world.js'

// https://svelte.dev/docs/svelte/stores#Store-contract: a store is what calls back at once, and after each change, until
// what `subscribe` returned is called. A client is one: `$client` is its snapshot.

const opened = () => openBrowser(openServer()).open()
const join = { email: 'a@b.ch', terrain: 'forest' } as const

describe('Svelte’s store contract', () => {
  it('calls at once, synchronously, with what is', async () => {
    const client = opened()
    expect(get(client)).toBe(client.snapshot())
    expect(get(client).phase).toBe('loading')
    await client.ready
    const phases: string[] = []
    const stop = client.subscribe(({ phase }) => phases.push(phase))
    expect(phases).toEqual(['ready'])
    stop()
    expect(get(client)).toBe(client.snapshot())
  })

  it('calls after each change, and no more once that was ended', async () => {
    const client = opened()
    await client.ready
    const revisions: number[] = []
    const stop = client.subscribe(({ revision }) => revisions.push(revision))
    await client.observe('basket', ['85123A'])
    expect(revisions.length).toBeGreaterThan(1)
    expect(revisions.at(-1)).toBe(client.snapshot().revision)
    stop()
    const { length } = revisions
    await client.observe('basket', ['71053'])
    expect(client.snapshot().revision).toBeGreaterThan(revisions.at(-1) as number)
    expect(revisions).toHaveLength(length)
  })

  it('keeps those who subscribed with one function apart', async () => {
    const client = opened()
    await client.ready
    let calls = 0
    const run = () => {
      calls += 1
    }
    const [first, second] = [client.subscribe(run), client.subscribe(run)]
    first()
    first()
    calls = 0
    await client.observe('basket', ['85123A'])
    const once = calls
    expect(once).toBeGreaterThan(0)
    second()
    await client.observe('basket', ['71053'])
    expect(calls).toBe(once)
  })

  it('derives points and gates, alone and with other stores', async () => {
    const client = opened()
    const points = derived(client, () => client.points('bonus'))
    const unit = readable('points', (set) => set('Punkte'))
    const label = derived([points, unit], ([{ available, pending }, what]) => `${available + pending} ${what}`)
    const open = derived(client, () => client.can('review'), true)
    expect(get(label)).toBe('0 Punkte')
    const labels: string[] = []
    const gates: boolean[] = []
    const ends = [label.subscribe((text) => labels.push(text)), open.subscribe((isOpen) => gates.push(isOpen))]
    const said = await client.offer('membership').accept(join)
    expect(get(label)).toBe('500 Punkte')
    expect(said.ok && (await said.settled).ok).toBe(true)
    await until(() => get(points).available === 500)
    for (const end of ends) end()
    expect([...new Set(labels)]).toEqual(['0 Punkte', '500 Punkte'])
    expect(gates).toEqual([false, true])
  })

  it('starts and stops with who listens to what is derived from it', async () => {
    const client = opened()
    await client.ready
    let looked = 0
    const points = derived(client, () => {
      looked += 1
      return client.points('bonus').available
    })
    const end = points.subscribe(() => undefined)
    end()
    looked = 0
    await client.observe('basket', ['85123A'])
    expect(looked).toBe(0)
    expect(get(points)).toBe(0)
    expect(looked).toBe(1)
  })
})

import { createClient, memory } from 'evenhanded/client'
import {
  consentMode,
  gatedQueue,
  type PostHog,
  posthogBridge,
  type SegmentAnalytics,
  segmentBridge,
} from 'evenhanded/standards'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { defineProgram, identifier } from '../../src/index.js'

const program = defineProgram({
  id: 'bridged',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    ads: { label: 'Advertise elsewhere', basis: 'consent' },
    stats: { label: 'Count visits', basis: 'consent', validFor: 'P1Y' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  offers: {
    membership: {
      principle: 'exchange',
      for: 'club',
      repeats: 'always',
      asks: { email: 'Your account needs an address' },
      invites: { ads: ['email'], stats: ['email'] },
      gives: { benefit: 'service', says: 'An account' },
    },
  },
})

/** A page without a server: what is agreed to here counts here. Its clock is turned by hand. */
async function page(storage = memory()) {
  const time = { now: Date.UTC(2027, 0, 31) }
  const client = createClient({ program, touchpoint: 'web', storage, clock: () => time.now })
  await client.ready
  const agree = (...purposes: ('ads' | 'stats')[]) =>
    client
      .offer('membership')
      .accept({ email: 'a@b.ch' }, { consents: Object.fromEntries(purposes.map((purpose) => [purpose, ['email']])) })
  return { client, time, agree, storage }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

/** Where what a test left open is closed. */
const open: { close(): void }[] = []
const opened = async () => {
  const made = await page()
  open.push(made.client)
  return made
}
afterEach(() => {
  for (const client of open.splice(0)) client.close()
})

describe('consentMode', () => {
  const map = { ad_storage: 'ads', ad_user_data: 'ads', analytics_storage: 'stats' } as const
  const denied = {
    ad_storage: 'denied',
    ad_user_data: 'denied',
    ad_personalization: 'denied',
    analytics_storage: 'denied',
  }

  it('denies all four signals before anything else, and tags wait', async () => {
    const client = createClient({ program, touchpoint: 'web', storage: memory() })
    open.push(client)
    const said: unknown[][] = []
    consentMode(client, map, (...one) => said.push(one))
    expect(said).toEqual([['consent', 'default', { ...denied, wait_for_update: 500 }]])
    await client.ready
    await settled()
    expect(said.slice(1)).toEqual([['consent', 'update', denied]])
  })

  it('says what is in force on a page that opens later, before tags wait in vain', async () => {
    const { client, agree, storage } = await opened()
    await agree('stats')
    client.close()
    const later = createClient({ program, touchpoint: 'web', storage, clock: () => Date.UTC(2027, 1, 1) })
    open.push(later)
    const said: unknown[][] = []
    consentMode(later, map, (...one) => said.push(one), { waitForUpdate: 2_000 })
    await later.ready
    await settled()
    expect(said[0]?.[2]).toMatchObject({ ...denied, wait_for_update: 2_000 })
    expect(said.at(-1)).toEqual(['consent', 'update', { ...denied, analytics_storage: 'granted' }])
  })

  it('updates with each change, at once, the signals of one purpose together, and never what stands for none', async () => {
    const { client, agree } = await opened()
    const said: unknown[][] = []
    const stop = consentMode(client, map, (...one) => said.push(one))
    await settled()
    said.length = 0
    await agree('ads')
    expect(said).toEqual([['consent', 'update', { ad_storage: 'granted', ad_user_data: 'granted' }]])
    const withdrawing = client.consents.withdraw('ads')
    expect(said.at(-1)).toEqual(['consent', 'update', { ad_storage: 'denied', ad_user_data: 'denied' }])
    await withdrawing
    await agree('stats')
    stop()
    expect(said.at(-1)).toEqual(['consent', 'update', { analytics_storage: 'denied' }])
    expect(JSON.stringify(said)).not.toContain('ad_personalization')
    said.length = 0
    await agree('ads')
    expect(said).toEqual([])
  })

  it('reaches a data layer as Google’s tags read it', async () => {
    const { client } = await opened()
    const dataLayer: unknown[] = []
    function gtag(..._: unknown[]): void {
      // biome-ignore lint/complexity/noArguments: Google's tags read this object and no array
      dataLayer.push(arguments)
    }
    consentMode(client, map, gtag)
    expect(Object.prototype.toString.call(dataLayer[0])).toBe('[object Arguments]')
  })
})

describe('gatedQueue', () => {
  function third() {
    const told: string[] = []
    let arrive = (): void => undefined
    const options = {
      load: () => {
        told.push('load')
        return new Promise<string[]>((resolve) => {
          arrive = () => resolve(told)
        })
      },
      send: (sink: string[], item: string) => sink.push(item),
      begin: (sink: string[]) => sink.push('begin'),
      end: (sink: string[]) => sink.push('end'),
    }
    return { told, options, arrive: () => arrive() }
  }

  it('loads nothing without consent (analytics-next 977)', async () => {
    const { client, agree } = await opened()
    const { told, options } = third()
    const queue = gatedQueue(client, 'stats', options)
    queue.push('before')
    await agree('ads')
    queue.push('still before')
    await settled()
    expect(told).toEqual([])
    await agree('stats')
    expect(told).toEqual(['load'])
  })

  it('does not replay what was queued before the consent: it is checked again before it is sent', async () => {
    const { client, agree, time } = await opened()
    const { told, options, arrive } = third()
    const queue = gatedQueue(client, 'stats', { ...options, clock: () => time.now })
    expect(queue.push('before')).toBe(false)
    const before = time.now
    time.now += 1_000
    await agree('stats')
    expect(queue.push('kept by the page from before', before)).toBe(false)
    expect(queue.push('while it loads')).toBe(true)
    arrive()
    await settled()
    expect(queue.push('afterwards')).toBe(true)
    expect(told).toEqual(['load', 'begin', 'while it loads', 'afterwards'])
  })

  it('drops what waits when its consent is withdrawn, though another is given before it is loaded', async () => {
    const { client, agree, time } = await opened()
    const { told, options, arrive } = third()
    const queue = gatedQueue(client, 'stats', { ...options, clock: () => time.now })
    await agree('stats')
    queue.push('of the first consent')
    const first = time.now
    time.now += 1
    await client.consents.withdraw('stats')
    expect(queue.push('between')).toBe(false)
    time.now += 1
    await agree('stats')
    expect(queue.push('of the first, said late', first)).toBe(false)
    queue.push('of the second consent')
    arrive()
    await settled()
    expect(told).toEqual(['load', 'end', 'begin', 'of the second consent'])
  })

  it('tells what arrives after the withdrawal that it may not run', async () => {
    const { client, agree } = await opened()
    const { told, options, arrive } = third()
    const queue = gatedQueue(client, 'stats', options)
    await agree('stats')
    queue.push('never sent')
    await client.consents.withdraw('stats')
    arrive()
    await settled()
    expect(told).toEqual(['load', 'end'])
  })

  it('stops within what it sends, where that leads to a withdrawal', async () => {
    const { client, agree } = await opened()
    const { told, options, arrive } = third()
    const queue = gatedQueue(client, 'stats', {
      ...options,
      send: (sink: string[], item: string) => {
        sink.push(item)
        if (item === 'one') void client.consents.withdraw('stats')
      },
    })
    await agree('stats')
    for (const item of ['one', 'two', 'three']) queue.push(item)
    arrive()
    await settled()
    expect(told).toEqual(['load', 'begin', 'one', 'end'])
  })

  it('loads once a page, tries again where that failed, and is bounded while it loads', async () => {
    const surfaced: unknown[] = []
    const heard = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', (error) => surfaced.push(error))
    const { client, agree } = await opened()
    const told: string[] = []
    const queue = gatedQueue(client, 'stats', {
      load: async () => {
        told.push('load')
        if (told.length === 1) throw new Error('blocked')
        return told
      },
      send: (sink: string[], item: string) => sink.push(item),
    })
    await agree('stats')
    await settled()
    expect(Array.from({ length: 1_500 }, () => queue.push('waits')).filter(Boolean)).toHaveLength(1_000)
    for (let n = 0; n < 2; n++) {
      await client.consents.withdraw('stats')
      await agree('stats')
      await settled()
      queue.push(`sent ${n}`)
    }
    process.removeAllListeners('unhandledRejection')
    for (const listener of heard) process.on('unhandledRejection', listener)
    expect(told).toEqual(['load', 'load', 'sent 0', 'sent 1'])
    expect(surfaced).toHaveLength(1)
  })
})

describe('segmentBridge', () => {
  const segment = () => {
    const calls: unknown[][] = []
    const record =
      (name: string) =>
      (...given: unknown[]) =>
        calls.push([name, ...given.filter((one) => one !== undefined)])
    const analytics: SegmentAnalytics = {
      track: record('track'),
      page: record('page'),
      identify: record('identify'),
      reset: record('reset'),
    }
    return { calls, analytics }
  }

  it('sends from the consent on, and resets with the withdrawal; awaited, it comes to a pair', async () => {
    for (const pair of [true, false]) {
      const { client, agree } = await opened()
      const { calls, analytics } = segment()
      const bridge = segmentBridge(client, 'stats', async () => (pair ? [analytics, {}] : analytics))
      bridge.track('before')
      await agree('stats')
      bridge.page('Finder')
      await settled()
      bridge.track('Opened', { id: 1 })
      bridge.identify('u1')
      await client.consents.withdraw('stats')
      bridge.track('after')
      expect(calls).toEqual([['page', 'Finder'], ['track', 'Opened', { id: 1 }], ['identify', 'u1'], ['reset']])
      bridge.stop()
    }
  })
})

describe('posthogBridge', () => {
  it('opts out with the withdrawal, and in again with the next consent, without an event of its own', async () => {
    const { client, agree } = await opened()
    const calls: unknown[][] = []
    let isOut = false
    const posthog: PostHog = {
      capture: (...given) => calls.push(['capture', ...given.filter((one) => one !== undefined)]),
      identify: (...given) => calls.push(['identify', ...given.filter((one) => one !== undefined)]),
      opt_in_capturing: (options) => {
        isOut = false
        calls.push(['in', options])
      },
      opt_out_capturing: () => {
        isOut = true
        calls.push(['out'])
      },
      has_opted_out_capturing: () => isOut,
    }
    let loads = 0
    const bridge = posthogBridge(client, 'stats', async () => {
      loads++
      return posthog
    })
    bridge.capture('before')
    await settled()
    expect(loads).toBe(0)
    await agree('stats')
    bridge.capture('one', { a: 1 })
    bridge.identify('u1')
    await settled()
    await client.consents.withdraw('stats')
    bridge.capture('between')
    await agree('stats')
    await settled()
    bridge.capture('two')
    bridge.stop()
    expect(calls).toEqual([
      ['capture', 'one', { a: 1 }],
      ['identify', 'u1'],
      ['out'],
      ['in', { captureEventName: false }],
      ['capture', 'two'],
      ['out'],
    ])
    expect(loads).toBe(1)
  })
})

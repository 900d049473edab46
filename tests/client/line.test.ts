import { describe, expect, it } from 'vitest'
import { createLine } from '../../src/client/sending/line.js'
import type { SubjectCommand } from '../../src/core/subject/command.js'

const program = { id: 'alpine-shop', version: 1 }
const forever = new AbortController().signal

const command = (n: number, name: string): SubjectCommand => ({
  ...{ id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, type: 'rectify', field: 'name', value: name },
  ...{ subject: null, at: 0, touchpoint: 'web', seen: 0 },
})

const sending = (commands: readonly SubjectCommand[]) => ({
  commands,
  program: { version: 1 },
  subject: null,
  stamp: undefined,
})

describe('a request', () => {
  it('without an answer ends, also where fetch heeds no signal', async () => {
    const line = createLine({ url: '' }, program, () => new Promise(() => undefined), 10)
    expect(await line.state(undefined, forever)).toEqual({ kind: 'offline', wait: 0 })
    expect(await line.end(forever)).toBe(false)
    expect(await line.ask('/record')).toMatchObject({ ok: false, error: { code: 'no_answer' } })
  })

  it('carries headers that are asked anew for each, at once or later, and is unanswered where they fail', async () => {
    const seen: unknown[] = []
    let token = 0
    const fetch = async (_: string, init: RequestInit) => {
      seen.push((init.headers as Record<string, string>)['x-csrf'])
      return new Response('', { status: 503, headers: { 'retry-after': '2' } })
    }
    const line = createLine({ url: '', headers: async () => ({ 'x-csrf': `${++token}` }) }, program, fetch)
    expect(await line.state(undefined, forever)).toEqual({ kind: 'busy', wait: 2_000 })
    await line.post(sending([command(1, 'a')]), forever, false)
    expect(seen).toEqual(['1', '2'])
    const failing = createLine({ url: '', headers: () => Promise.reject(new Error('no token')) }, program, fetch)
    expect(await failing.state(undefined, forever)).toEqual({ kind: 'offline', wait: 0 })
    expect(seen).toHaveLength(2)
  })
})

describe('the last word', () => {
  it('is the longest beginning that fits what may outlive a page, counted in bytes and together', async () => {
    const bodies: string[] = []
    let answer: (() => void) | undefined
    const fetch = (_: string, init: RequestInit) => {
      bodies.push(String(init.body))
      return new Promise<Response>((resolve) => {
        answer = () => resolve(new Response('', { status: 500 }))
      })
    }
    const line = createLine({ url: '' }, program, fetch)
    // Three bytes to a letter.
    const commands = Array.from({ length: 10 }, (_, n) => command(n, '語'.repeat(3_000)))
    line.lastWord(sending(commands))
    const bytes = (text: string) => new TextEncoder().encode(text).length
    const sent = JSON.parse(bodies[0] ?? '').commands as SubjectCommand[]
    expect(sent.map(({ id }) => id)).toEqual(commands.slice(0, 6).map(({ id }) => id))
    expect(bytes(bodies[0] ?? '')).toBeLessThan(60_000)
    line.lastWord(sending(commands))
    expect(bodies).toHaveLength(1)
    line.lastWord(sending([command(1, 'short')]))
    expect(bodies).toHaveLength(2)
    answer?.()
  })

  it('finds its room again when a flight that should have outlived the page is broken off', async () => {
    const kept: unknown[] = []
    const fetch = (_: string, init: RequestInit) => {
      kept.push(init.keepalive)
      return new Promise<Response>(() => undefined)
    }
    const line = createLine({ url: '' }, program, fetch)
    const flight = new AbortController()
    const commands = sending([command(1, 'x'.repeat(50_000))])
    const heard = line.post(commands, flight.signal, true)
    expect(kept).toEqual([true])
    flight.abort()
    line.lastWord(commands)
    expect(kept).toEqual([true, true])
    expect(await heard).toMatchObject({ kind: 'offline' })
  })
})

import { ok, type Result, refused } from '../../core/result.js'
import type { BatchReply, BatchRequest, StateReply } from '../../core/subject/batch.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { SaidUnder } from '../device/home.js'
import type { Sending } from '../device/outbox.js'
import { type Heard, heard, type IsReply } from './heard.js'
import { isBatchReply, isRecord, isStateReply } from './our-reply.js'

type SiteHeaders = { readonly [name: string]: string }

/**
 * Where the server is, and what each request to it carries.
 *
 * @example
 * const server = { url: '/evenhanded', headers: () => ({ 'x-csrf-token': document.body.dataset.csrf ?? '' }) }
 */
export interface ServerAddress {
  readonly url: string
  /** A function is asked anew for each request: tokens change. Where it throws or rejects, the request counts as unanswered. */
  readonly headers?: SiteHeaders | (() => SiteHeaders | Promise<SiteHeaders>)
  /** As in `fetch`: `same-origin` unless said. */
  readonly credentials?: RequestCredentials
}

/** The line to the server. Nothing here rejects. */
export interface Line {
  /** @param lasts the request may outlive the page, as far as a browser lets it */
  post(sent: Sending, signal: AbortSignal, lasts: boolean): Promise<Heard<BatchReply>>
  state(etag: string | undefined, signal: AbortSignal): Promise<Heard<StateReply>>
  /** Asks something that changes nothing here; with a body it posts it. */
  ask<Reply>(path: string, body?: object): Promise<Result<Reply, Refusal>>
  /** Ends the session of this browser; whether the server said so. */
  end(signal: AbortSignal): Promise<boolean>
  /** Sends as much as may outlive the page, and waits for no answer. */
  lastWord(sent: Sending): void
}

/** A request that has no answer after so long (ms) has none. Shorter than the time after which a lock is taken away. */
export const patience = 14_000

/** What a browser takes of all requests together that outlive their page, in bytes: 64 KiB, less some room for others. */
const mostThatLasts = 60_000

export function createLine(
  server: ServerAddress,
  program: BatchRequest['program'],
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  longest = patience,
): Line {
  const { id, version } = program
  let lasting = 0

  async function send(path: string, init: RequestInit & { headers?: SiteHeaders }): Promise<Response> {
    const headers = typeof server.headers === 'function' ? server.headers() : server.headers
    // Awaited only where it has to be: a page that goes away has no later.
    const own = headers instanceof Promise ? await headers : headers
    return fetch(server.url + path, {
      ...(server.credentials && { credentials: server.credentials }),
      ...init,
      headers: { accept: 'application/json', ...own, ...init.headers },
    })
  }

  const posted = (body: object) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const posting = (commands: readonly SubjectCommand[], under: SaidUnder) =>
    posted({ program: { id, ...under }, commands } satisfies BatchRequest)

  /** Counts what is under way in bytes, as browsers do. */
  function sendLasting(init: ReturnType<typeof posting>, signal?: AbortSignal) {
    let size = bytes(init.body)
    const count = () => {
      lasting -= size
      size = 0
    }
    lasting += size
    // At once: the page's last word needs the room.
    signal?.addEventListener('abort', count)
    return send('/commands', { ...init, keepalive: true, ...(signal && { signal }) }).finally(count)
  }

  /** Also where `fetch` heeds no signal, and where the page was frozen while the answer came. */
  async function inTime<Value>(ask: (signal: AbortSignal) => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    const began = performance.now()
    const stop = new AbortController()
    const abort = () => stop.abort()
    const timer = setTimeout(abort, longest)
    signal?.addEventListener('abort', abort)
    const stopped = new Promise<never>((_, reject) => {
      stop.signal.addEventListener('abort', () => reject(new Error('no answer')))
    })
    try {
      const value = await Promise.race([ask(stop.signal), stopped])
      if (performance.now() - began > longest) throw new Error('too late')
      return value
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  const hear = <Reply extends StateReply>(
    ask: (signal: AbortSignal) => Promise<Response>,
    isOurs: IsReply<Reply>,
    under: Pick<SaidUnder, 'version'>,
    signal: AbortSignal,
  ): Promise<Heard<Reply>> =>
    inTime(async (stop) => heard(await ask(stop), { id, version: under.version }, isOurs), signal).catch(() => ({
      kind: 'offline' as const,
      wait: 0,
    }))

  return {
    post({ commands, program: under }, signal, lasts) {
      const init = posting(commands, under)
      const isOurs = (reply: unknown): reply is BatchReply => isBatchReply(reply, commands)
      const fits = lasts && lasting + bytes(init.body) <= mostThatLasts
      const ask = (stop: AbortSignal) => (fits ? sendLasting(init, stop) : send('/commands', { ...init, signal: stop }))
      return hear(ask, isOurs, under, signal)
    },
    state(etag, signal) {
      const headers = etag === undefined ? {} : { 'if-none-match': etag }
      const ask = (stop: AbortSignal) => send(`/state?version=${version}`, { headers, signal: stop })
      return hear(ask, isStateReply, program, signal)
    },
    async ask<Reply>(path: string, body?: object) {
      try {
        return await inTime(async (signal) => {
          const response = await send(path, { ...(body && posted(body)), signal })
          const said: unknown = await response.json()
          if (!isRecord(said)) return refused(refusal('no_answer'))
          const { code } = said
          if (response.ok) return ok(said as Reply)
          return refused(refusal(code === 'fresh_login_needed' || code === 'no_subject' ? code : 'no_answer'))
        })
      } catch {
        return refused(refusal('no_answer'))
      }
    },
    end: (signal) =>
      inTime((stop) => send('/session', { method: 'DELETE', signal: stop }), signal).then(
        ({ status }) => status === 204,
        () => false,
      ),
    lastWord({ commands, program: under }) {
      const room = mostThatLasts - lasting - bytes(posting([], under).body)
      let size = 0
      const end = commands.findIndex((command) => {
        size += bytes(JSON.stringify(command)) + 1
        return size > room
      })
      const fitting = end < 0 ? commands : commands.slice(0, end)
      if (fitting.length > 0) sendLasting(posting(fitting, under)).catch(() => undefined)
    },
  }
}

const bytes = (text: string): number => new TextEncoder().encode(text).length

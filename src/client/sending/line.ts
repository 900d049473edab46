import { ok, type Result, refused } from '../../core/result.js'
import type { BatchReply, BatchRequest, StateReply } from '../../core/subject/batch.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { SaidUnder } from '../device/home.js'

/** Where the server is, and what each request to it carries. */
export interface ServerAddress {
  readonly url: string
  readonly headers?: { readonly [name: string]: string }
  /** As in `fetch`: `same-origin` unless said. */
  readonly credentials?: RequestCredentials
}

/** What came of one request. */
export type Heard<Reply> =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly etag: string | undefined }
  | { readonly kind: 'unchanged' }
  /** Nobody there, or somebody else; try again, at the earliest after so many ms. */
  | { readonly kind: 'unreachable'; readonly wait: number }
  | { readonly kind: 'signed-out' }
  /** The server has another version of the program. */
  | { readonly kind: 'outdated' }
  /** Nothing of this request can be taken. */
  | { readonly kind: 'rejected' }

/** The line to the server. Nothing here rejects. */
export interface Line {
  /** @param under the program by which they were said */
  post(commands: readonly SubjectCommand[], under: SaidUnder): Promise<Heard<BatchReply>>
  state(etag: string | undefined): Promise<Heard<StateReply>>
  /** Asks something that changes nothing here; with a body it posts it. */
  ask<Reply>(path: string, body?: object): Promise<Result<Reply, Refusal>>
  /** Ends the session of this browser; whether the server said so. */
  end(): Promise<boolean>
  /** Sends without waiting for an answer, while the page goes away. */
  lastWord(commands: readonly SubjectCommand[]): void
}

/** A request that has no answer after so long (ms) has none. */
const patience = 30_000

/** What a browser takes of a request that outlives its page, in bytes: 64 KiB in all, less some room. */
const mostOfLastWord = 60_000

export function createLine(
  server: ServerAddress,
  program: BatchRequest['program'],
  fetch: (url: string, init: RequestInit) => Promise<Response>,
): Line {
  const { id, version, language } = program
  const own: SaidUnder = { version, ...(language !== undefined && { language }) }
  const send = (path: string, init: RequestInit & { headers?: { [name: string]: string } }): Promise<Response> =>
    fetch(server.url + path, {
      ...(server.credentials && { credentials: server.credentials }),
      ...init,
      headers: { accept: 'application/json', ...server.headers, ...init.headers },
    })
  const posted = (body: object) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const posting = (commands: readonly SubjectCommand[], under: SaidUnder) =>
    posted({ program: { id, ...under }, commands } satisfies BatchRequest)
  async function ask<Reply extends StateReply>(
    path: string,
    init: Parameters<typeof send>[1],
    isOurs: IsReply<Reply>,
    under = own,
  ): Promise<Heard<Reply>> {
    try {
      return await heard(
        await send(path, { ...init, signal: AbortSignal.timeout(patience) }),
        { id, version: under.version },
        isOurs,
      )
    } catch {
      return nobodyThere
    }
  }

  return {
    post: (commands, under) =>
      ask('/commands', posting(commands, under), (reply): reply is BatchReply => isBatchReply(reply, commands), under),
    state: (etag) =>
      ask(`/state?version=${version}`, etag === undefined ? {} : { headers: { 'if-none-match': etag } }, isStateReply),
    async ask<Reply>(path: string, body?: object) {
      try {
        const response = await send(path, { ...(body && posted(body)), signal: AbortSignal.timeout(patience) })
        const said: unknown = await response.json()
        if (!isRecord(said)) return refused(refusal('no_answer'))
        const { code } = said
        if (response.ok) return ok(said as Reply)
        return refused(refusal(code === 'fresh_login_needed' || code === 'no_subject' ? code : 'no_answer'))
      } catch {
        return refused(refusal('no_answer'))
      }
    },
    end: () =>
      send('/session', { method: 'DELETE' }).then(
        ({ status }) => status === 204,
        () => false,
      ),
    lastWord(commands) {
      const init = { ...posting(commands, own), keepalive: true }
      if (commands.length > 0 && init.body.length < mostOfLastWord) send('/commands', init).catch(() => undefined)
    },
  }
}

const nobodyThere = { kind: 'unreachable', wait: 0 } as const

type IsReply<Reply> = (reply: unknown) => reply is Reply

/** A 200 that is not ours, as of a captive portal, counts as nobody there; so does an error page that is not ours. */
async function heard<Reply extends StateReply>(
  response: Response,
  program: { readonly id: string; readonly version: number },
  isOurs: IsReply<Reply>,
): Promise<Heard<Reply>> {
  const { status, headers } = response
  if (status === 304) return { kind: 'unchanged' }
  if (status === 401 || status === 403) return { kind: 'signed-out' }
  const said: unknown = await response.json().catch(() => undefined)
  if (status === 200 && isOurs(said) && said.program.id === program.id)
    return said.program.version === program.version
      ? { kind: 'reply', reply: said, etag: headers.get('etag') ?? undefined }
      : { kind: 'outdated' }
  const code = isRecord(said) ? said.code : undefined
  if (status === 409 && code === 'program_version') return { kind: 'outdated' }
  if ([400, 413, 415, 422].includes(status) && typeof code === 'string') return { kind: 'rejected' }
  return { kind: 'unreachable', wait: retryAfter(headers.get('retry-after')) }
}

/** Seconds or a date, as ms from now; 0 where it says nothing. */
function retryAfter(header: string | null): number {
  if (header === null) return 0
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now()
  return Math.min(Math.max(wait || 0, 0), 3_600_000)
}

const isRecord = (given: unknown): given is { readonly [name: string]: unknown } =>
  typeof given === 'object' && given !== null

const areRecords = (...given: readonly unknown[]): boolean => given.every(isRecord)

export function isStateReply(given: unknown): given is StateReply {
  if (!isRecord(given) || !isRecord(given.program) || typeof given.rev !== 'number') return false
  const { subject, state } = given
  if (subject === null) return true
  if (typeof subject !== 'string' || !isRecord(state) || typeof state.version !== 'number') return false
  const inner = state.state
  return (
    isRecord(inner) && areRecords(state.values, state.points, inner.known, inner.grounds, inner.offers, inner.objected)
  )
}

function isBatchReply(given: unknown, commands: readonly SubjectCommand[]): given is BatchReply {
  if (!isStateReply(given)) return false
  const { results } = given as Partial<BatchReply>
  if (!Array.isArray(results)) return false
  const answered = new Set(
    results
      .filter((one) => isRecord(one) && (one.ok ? isRecord(one.outcome) : isRecord(one.error)))
      .map(({ id }) => id),
  )
  return commands.every(({ id }) => answered.has(id))
}

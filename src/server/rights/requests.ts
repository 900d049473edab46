import { EvenhandedError } from '../../core/error.js'
import type { Market } from '../../core/program/market.js'
import type { RequestKind } from '../../core/rights/request-kind.js'
import { calendarOf } from '../../core/subject/backend/ledger.js'
import { isClean } from '../calls/clean-json.js'
import { load, trying } from '../calls/load.js'
import { type Reference, whoIs } from '../calls/reference.js'
import type { Desk } from '../desk.js'
import { timeOf } from '../raffle/raffles.js'
import { isUuid } from '../secrets/uuid.js'
import { answerPage } from './answer-page.js'
import { heedComplaints } from './complaint.js'
import { deadline } from './deadline.js'
import { keptOf, requestOf } from './kept-request.js'
import { recordOf } from './record-of.js'
import { isKind, type RequestAnswer, type RequestRefusal, requestWords, type SubjectRequest } from './request.js'

export interface OpenRequest {
  readonly kind: RequestKind
  /** Whose it is, where that is known. */
  readonly who?: Reference
  /** By whose rule it is answered: the program's own where it has one, else the strictest. */
  readonly market?: Market
  /** How it came, as in `letter`. */
  readonly medium: string
  /** Epoch milliseconds; now unless said. */
  readonly receivedAt?: number
  /** Who wrote it down, as in `staff:17`. */
  readonly actor?: string
  /** Where it is kept, as in `box 3/112`. */
  readonly evidence?: string
  /** In the asker's own words; sealed where it is stored. At most 20,000 characters. */
  readonly says?: string
  /** The same key opens one request, however often it is sent. */
  readonly key?: string
}

/**
 * The register of requests (GDPR Art. 12 to 22): from receipt to answer, with the deadlines of each market. Words are
 * sealed where they are stored. What throws is a failing store, and `bad_request` for what is no request.
 */
export interface RequestDesk {
  /**
   * Enters a request. Nothing is proposed to whoever complains, on any channel, until their last complaint is closed.
   * Refusal: `no_subject`.
   *
   * @example
   * const came = { medium: 'letter', receivedAt: Date.UTC(2027, 0, 31), evidence: 'box 3/112', actor: 'staff:17' }
   * const opened = await server.requests.open({ kind: 'access', who: { login: 'user-17' }, ...came })
   * if (opened.ok) console.log(new Date(opened.request.due))
   */
  open(request: OpenRequest): Promise<RequestAnswer>
  /** `null` where there is none. */
  get(id: string): Promise<SubjectRequest | null>
  /** What is open, the most urgent first, 100 unless said; `all`: what is closed as well, the newest first. */
  list(which?: {
    readonly who?: Reference
    readonly all?: boolean
    readonly limit?: number
  }): Promise<readonly SubjectRequest[]>
  /**
   * More time, once, and said before the first is over; send who asked what `answer` prints. Refusals:
   * `unknown_request`, `already_closed`, `already_extended`, `too_late`.
   */
  extend(id: string, why: { readonly reason: string; readonly actor?: string }): Promise<RequestAnswer>
  /** What was answered, also where it was a no. Refusals: `unknown_request`, `already_closed`. */
  close(id: string, how: { readonly answer: string; readonly actor?: string }): Promise<RequestAnswer>
  /**
   * A letter to print or send, as HTML in the program's language: that it came, that it takes longer, or the answer; with
   * access and portability everything that is known. `null` where there is no such request.
   */
  answer(id: string): Promise<string | null>
}

const longest = 20_000
const tries = 5

export function requestDesk(desk: Desk): RequestDesk {
  const { store, tenant, secrets, plan } = desk

  async function get(id: string): Promise<SubjectRequest | null> {
    const kept = isUuid(id) ? await trying(() => store.request(tenant, id)) : null
    return kept && requestOf(secrets, kept, await timeOf(desk))
  }

  /** Reads, changes and keeps it; again where somebody else was faster. */
  async function change(
    id: string,
    make: (request: SubjectRequest, now: number) => SubjectRequest | RequestRefusal['code'],
  ): Promise<RequestAnswer> {
    for (let n = 0; n < tries; n++) {
      const kept = isUuid(id) ? await trying(() => store.request(tenant, id)) : null
      if (!kept) return no('unknown_request')
      const now = await timeOf(desk)
      const made = make(await requestOf(secrets, kept, now), now)
      if (typeof made === 'string') return no(made)
      const next = await keptOf(secrets, made, kept.version + 1)
      if (await trying(() => store.keepRequest(tenant, next)))
        return { ok: true, request: await requestOf(secrets, next, now) }
    }
    throw new EvenhandedError('busy', 'Others changed this request first, time and again.')
  }

  const heed = async ({ kind, subject }: SubjectRequest): Promise<void> => {
    if (kind === 'complaint' && subject !== null) await heedComplaints(desk, subject)
  }

  return {
    get,
    async open(asked) {
      check(asked)
      const { who, kind, market, medium, key } = asked
      const subject = who === undefined ? null : await idOf(desk, who)
      if (subject === undefined) return no('no_subject')
      const now = await timeOf(desk)
      const request = {
        ...opening(desk, { kind, market, medium, receivedAt: Math.min(asked.receivedAt ?? now, now) }),
        id: key === undefined ? crypto.randomUUID() : secrets.half(`request:${key}`),
        subject,
        actor: asked.actor ?? null,
        evidence: asked.evidence ?? null,
        says: asked.says ?? null,
      }
      const kept = await keptOf(secrets, request, 1)
      await trying(() => store.keepRequest(tenant, kept))
      const entered = (await get(request.id)) as SubjectRequest
      await heed(entered)
      return { ok: true, request: entered }
    },
    async list({ who, all = false, limit = 100 } = {}) {
      const subject = who === undefined ? undefined : await idOf(desk, who)
      if (who !== undefined && subject === undefined) return []
      const kept = await trying(() => store.requests(tenant, { all, limit, ...(subject && { subject }) }))
      const now = await timeOf(desk)
      return Promise.all(kept.map((one) => requestOf(secrets, one, now)))
    },
    extend(id, { reason, actor = null }) {
      checkWords({ reason, actor })
      return change(id, (request, now) => {
        if (request.closed) return 'already_closed'
        if (request.extended) return 'already_extended'
        if (request.overdue) return 'too_late'
        const due = deadline(calendarOf(plan), request.receivedAt, request.market, true)
        return { ...request, due, extended: { at: now, actor, reason } }
      })
    },
    async close(id, { answer, actor = null }) {
      checkWords({ answer, actor })
      const closed = await change(id, (request, now) =>
        request.closed ? 'already_closed' : { ...request, closed: { at: now, actor, answer } },
      )
      // Closing it again mends what a failing store left undone.
      const request = closed.ok || closed.error.code === 'already_closed' ? await get(id) : null
      if (request) await heed(request)
      return closed
    },
    async answer(id) {
      const request = await get(id)
      if (!request) return null
      const shows = request.closed && (request.kind === 'access' || request.kind === 'portability')
      const record = shows && request.subject !== null ? await recordOf(desk, request.subject) : null
      return answerPage(plan.program, calendarOf(plan), { request, record, now: await timeOf(desk) })
    },
  }
}

type Opening = Pick<SubjectRequest, 'kind' | 'medium' | 'receivedAt'> & { readonly market?: Market | undefined }

/** A request as it begins. */
function opening({ plan }: Desk, { kind, medium, receivedAt, market }: Opening) {
  const own = market ?? onlyMarket(plan.program.markets) ?? null
  const due = deadline(calendarOf(plan), receivedAt, own)
  return { kind, medium, receivedAt, market: own, due, extended: null, closed: null } as const
}

/** Where a program has people in several markets, the strictest rule holds until somebody says which. */
const onlyMarket = (markets: readonly Market[] = []): Market | undefined =>
  markets.length === 1 ? markets[0] : undefined

/**
 * Enters what was asked for and done in one breath, as an erasure in the client; once for an id. What was done stays done
 * where the register can't be reached, and the site is told.
 */
export async function enterDone(
  desk: Desk,
  done: { readonly id: string; readonly kind: RequestKind; readonly subject: string; readonly answer: string },
): Promise<void> {
  try {
    const { id, kind, subject, answer } = done
    const now = await timeOf(desk)
    const request = {
      ...opening(desk, { kind, medium: 'client', receivedAt: now }),
      ...{ id, subject, actor: null, evidence: null, says: null },
      closed: { at: now, actor: null, answer },
    }
    const kept = await keptOf(desk.secrets, request, 1)
    await trying(() => desk.store.keepRequest(desk.tenant, kept))
  } catch (error) {
    desk.onError(error)
  }
}

/** The subject of a name; `undefined` where there is none. Whoever was erased may still ask. */
async function idOf(desk: Desk, who: Reference): Promise<string | undefined> {
  const { id, login } = whoIs(desk, who)
  const [loaded] = await load(desk, [{ commands: [], subject: id, ...(login !== null && { login }) }])
  return loaded?.id ?? undefined
}

const no = (code: RequestRefusal['code']): RequestAnswer => ({
  ok: false,
  error: { code, message: requestWords[code] },
})

function check({ kind, medium, receivedAt, ...rest }: OpenRequest): void {
  if (!isKind(kind)) throw bad(`${kind} is no kind of request`)
  if (receivedAt !== undefined && !(Number.isInteger(receivedAt) && Math.abs(receivedAt) <= 8.64e15))
    throw bad('receivedAt is an instant in whole milliseconds')
  const { actor = '', evidence = '', says = '', key = '' } = rest
  checkWords({ medium, actor, evidence, says, key })
}

function checkWords(words: { readonly [name: string]: string | null }): void {
  for (const [name, text] of Object.entries(words))
    if (text !== null && !(typeof text === 'string' && text.length <= longest && isClean(text)))
      throw bad(`${name} is a text of at most ${longest} characters`)
}

const bad = (what: string): EvenhandedError => new EvenhandedError('bad_request', `This is no request: ${what}.`)

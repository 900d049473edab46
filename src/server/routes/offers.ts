import type { Answer } from '../../core/subject/outcome.js'
import { askedByForm } from '../calls/asked-by-form.js'
import { commit } from '../calls/commit.js'
import { whoseSession } from '../calls/whose.js'
import type { Desk } from '../desk.js'
import { readPosted } from '../device/form-body.js'
import { addressOf, isCrossSite } from '../device/origin.js'
import { cookieFor, sessionOf } from '../device/session.js'
import { problem } from '../problem.js'
import { knowing, signalled } from '../signals/global-privacy-control.js'

/**
 * `POST /offers/:offer`: an offer is taken up in a page without JavaScript, or before that runs. The browser is sent back
 * to the path in the form's `evenhanded:return`, which learns what came of it: `?accepted=OFFER`,
 * `?begun=OFFER` after a step of a long ask, or `?refused=OFFER&code=CODE`.
 */
export async function postOffer(desk: Desk, offer: string, request: Request): Promise<Response> {
  if (isCrossSite(request, addressOf(request, desk.trustProxy))) return problem('cross_site')
  if (![desk.plan, ...desk.others].some((plan) => Object.hasOwn(plan.offer, offer))) return problem('not_found')
  const posted = await readPosted(request, desk.limits.bytes)
  if (!posted.ok) return problem(posted.code, { detail: 'It takes what a form posts.' })
  const back = returnPath(posted.entries.find(([name]) => name === 'evenhanded:return')?.[1])
  if (!back) return problem('bad_request', { detail: 'evenhanded:return is a path of this site, as in /raffle.' })
  const { desk: own, asked } = await askedByForm(desk, offer, posted.entries, {
    whenNobody: 'founds',
    sender: 'device',
  })
  const session = await sessionOf(own, request)
  const signal = signalled(own, request, asked.id)
  const all = signal ? [signal, ...knowing([asked], signal)] : [asked]
  const [done] = await commit(own, [{ ...whoseSession(own, session, all), asked: all }])
  if (!done) throw new Error('a job has an outcome')
  const headers = new Headers({ 'cache-control': 'no-store', location: told(back, offer, done.answers.at(-1)?.answer) })
  const cookie = await cookieFor(own, session, done.id)
  if (cookie !== undefined) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** What no path may hold: browsers read a backslash as a slash, and leave out tabs and line breaks. */
const unsafe = /[\\\p{Cc}]/u

/**
 * The path to go back to; nothing for what would lead to another origin. It is looked at as a browser will read it:
 * `/.//evil.example` is `//evil.example` to one.
 */
function returnPath(given: unknown = '/'): URL | undefined {
  if (typeof given !== 'string' || !given.startsWith('/') || unsafe.test(given)) return undefined
  const home = 'https://evenhanded.invalid'
  const url = URL.canParse(given, home) ? new URL(given, home) : undefined
  return url?.origin === home && !url.pathname.startsWith('//') ? url : undefined
}

function told(back: URL, offer: string, answer: Answer | undefined): string {
  for (const name of ['accepted', 'begun', 'refused', 'code']) back.searchParams.delete(name)
  back.searchParams.set(answer?.ok ? (answer.outcome.begun ? 'begun' : 'accepted') : 'refused', offer)
  if (answer && !answer.ok) back.searchParams.set('code', answer.error.code)
  return `${back.pathname}${back.search}${back.hash}`
}

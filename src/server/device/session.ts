import { parse, serialize } from 'hono/utils/cookie'
import { type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import { EvenhandedError } from '../../core/error.js'
import type { Desk } from '../desk.js'
import { isUuid } from '../secrets/uuid.js'
import { addressOf, isSecure } from './origin.js'

/** Who sent a request, as far as it says so itself. */
export interface Session {
  readonly cookie: CookieName
  /** Whether a cookie came, good or not. */
  readonly came: boolean
  /** The subject that the cookie names; `null` where none came, or none that was signed here. */
  readonly subject: string | null
  /** It is old, or signed by a key that no longer signs. */
  readonly stale: boolean
  /** The keyed hash of the site's own login; `null` where nobody is signed in there. */
  readonly login: string | null
  /** When they last proved who they are, epoch milliseconds; `null` where the site does not say. */
  readonly provenAt: number | null
}

interface CookieName {
  readonly name: string
  readonly secure: boolean
}

const day = 86_400
/** The longest that browsers keep a cookie. */
const lives = 400 * day
const renewed = 30 * day

export async function sessionOf(desk: Desk, request: Request): Promise<Session> {
  const cookie = cookieOf(desk, request)
  const token = parse(request.headers.get('cookie') ?? '', cookie.name)[cookie.name]
  const read = token === undefined ? undefined : await verified(desk, token)
  const { login, provenAt } = await loginOf(desk, request)
  return {
    cookie,
    came: token !== undefined,
    subject: read?.subject ?? null,
    stale: read?.stale ?? false,
    login,
    provenAt,
  }
}

/** An id that is none would be one and the same person to all who have it: better nobody is served. */
async function loginOf(
  { authenticate, secrets }: Desk,
  request: Request,
): Promise<Pick<Session, 'login' | 'provenAt'>> {
  const person = await authenticate?.(request)
  if (!person) return { login: null, provenAt: null }
  const { id, at = null } = person
  if (typeof id !== 'string' || id === '')
    throw new EvenhandedError('bad_login', 'authenticate returned a person whose id is no text, or an empty one.')
  if (at !== null && !Number.isFinite(at))
    throw new EvenhandedError(
      'bad_login',
      'authenticate returned a person whose `at` is no instant: epoch milliseconds.',
    )
  return { login: secrets.login(id), provenAt: at }
}

/**
 * Whether whoever sent this proved who they are lately enough to be shown everything, or to erase it. Where the site does
 * not say when, or nobody signs in, having the session is enough.
 */
export const isFresh = (desk: Desk, { provenAt }: Session): boolean =>
  provenAt === null || provenAt >= (desk.clock?.() ?? Date.now()) - desk.freshWithin

/** One name per program, so that several on one host keep apart. */
function cookieOf({ tenant, trustProxy }: Desk, request: Request): CookieName {
  const secure = isSecure(addressOf(request, trustProxy))
  const own = encodeURIComponent(tenant).replace(/[^\w%-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return { name: `${secure ? '__Host-' : ''}evenhanded-${own}`, secure }
}

const seconds = (desk: Desk): number => Math.floor((desk.clock?.() ?? Date.now()) / 1_000)

/** A cookie that does not hold is as good as none. */
async function verified(desk: Desk, token: string): Promise<{ subject: string; stale: boolean } | undefined> {
  const signing = desk.secrets.sessions[0]?.id
  const keyOf = (header: JWTHeaderParameters): Uint8Array => {
    const found = desk.secrets.sessions.find(({ id }) => id === header.kid)
    if (!found) throw new Error('no such key')
    return found.key
  }
  try {
    const now = seconds(desk)
    const { payload, protectedHeader } = await jwtVerify(token, (header) => keyOf(header as JWTHeaderParameters), {
      algorithms: ['HS256'],
      audience: desk.tenant,
      currentDate: new Date(now * 1_000),
    })
    const { sub, iat = 0 } = payload
    return isUuid(sub) ? { subject: sub, stale: iat < now - renewed || protectedHeader.kid !== signing } : undefined
  } catch {
    return undefined
  }
}

/** The `Set-Cookie` that makes the browser name `subject` from now on; `undefined` where it does already. */
export async function cookieFor(desk: Desk, session: Session, subject: string | null): Promise<string | undefined> {
  if (subject === null) return session.came ? expired(session) : undefined
  if (subject === session.subject && !session.stale) return undefined
  const [signing] = desk.secrets.sessions
  const now = seconds(desk)
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256', kid: signing?.id as string })
    .setSubject(subject)
    .setAudience(desk.tenant)
    .setIssuedAt(now)
    .setExpirationTime(now + lives)
    .sign(signing?.key as Uint8Array)
  return written(session, token, lives)
}

/** The `Set-Cookie` that ends the session. */
export const expired = (session: Session): string => written(session, '', 0)

const written = ({ cookie }: Session, value: string, maxAge: number): string =>
  serialize(cookie.name, value, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge, secure: cookie.secure })

import { nobody, type Subject } from '../../core/subject/subject.js'
import type { Loaded, Lookup } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import type { Session } from '../device/session.js'
import type { Asked } from './asked.js'
import { outlives, type Start } from './decide-all.js'
import { needed } from './needed.js'
import type { Who } from './reference.js'

/** How to find out, in one round trip, whose commands these are. */
export interface Whose {
  readonly lookups: readonly Lookup[]
  readonly start: (loaded: readonly Loaded[]) => Start
}

/**
 * Whose a device's commands are: the subject of the site's login where it has one; else the cookie's, unless
 * that belongs to a login that is not signed in; else the one that the first acceptance founds, which a
 * replay finds again although the answer with its cookie got lost. Where that one is out of reach, its first
 * answers are still the answers (law 7), and nobody learns whose they were.
 */
export function whoseSession(desk: Desk, session: Session, asked: readonly Asked[]): Whose {
  const needs = needed(desk.plan, asked)
  const founder = asked.find((one) => one.whenNobody === 'founds' && one.subject === null && !one.refusal)
  const newId = desk.secrets.founded(founder?.id ?? '')
  const mine: Lookup = {
    ...needs,
    ...(session.subject !== null && { subject: session.subject }),
    ...(session.login !== null && { login: session.login }),
  }
  return {
    lookups: founder ? [mine, { ...needs, subject: newId }] : [mine],
    start([own, founded]) {
      const reach = (loaded: Loaded | undefined) => isReachable(desk, session, loaded)
      const mine = reach(own) ? own : undefined
      if (mine && mine.subject.erasedAt === null) return startOf(mine, session.login)
      // Whoever was erased here may begin anew: what the replay of that beginning finds counts, and so does the past.
      const again = founded && founder && founded.answered[founder.id]?.hash === founder.hash
      const gone = mine?.id ?? null
      const answered = { ...mine?.answered, ...founded?.answered }
      if (again && reach(founded)) {
        const start = startOf(founded, session.login)
        return { ...start, answered, gone: start.gone ?? gone }
      }
      const taken = founded !== undefined && founded.id !== null
      const bind = session.login
      return { ...fresh(own), newId: taken ? crypto.randomUUID() : newId, answered, bind, gone }
    },
  }
}

/** A subject that belongs to a login is nobody's without it: another person may sit at the device now. */
export const isReachable = (desk: Desk, { login }: Session, loaded: Loaded | undefined): loaded is Loaded =>
  loaded !== undefined &&
  loaded.id !== null &&
  (loaded.login === null || loaded.login === login || desk.authenticate === undefined)

/** Whose a backend's calls are: a subject's by its id, or the one of a login, which is made on first need. */
export function whoseMember(desk: Desk, { id, login }: Who, asked: readonly Asked[]): Whose {
  const needs = needed(desk.plan, asked)
  return {
    lookups: [{ ...needs, subject: id, ...(login !== null && { login }) }],
    start([own]) {
      if (!own || own.id === null) return { ...fresh(own), newId: id, bind: login }
      if (login !== null && own.id !== id && own.subject.erasedAt === null) remember(desk, login, own.id)
      return asked.every(outlives) ? startAt(own, login) : startOf(own, login)
    },
  }
}

/** Whose a coupon is. */
export function whoseCoupon(desk: Desk, coupon: string, asked: readonly Asked[]): Whose {
  return {
    lookups: [{ ...needed(desk.plan, asked), coupon }],
    start: ([own]) => (own && own.id !== null ? startAt(own, null) : { ...fresh(own), newId: crypto.randomUUID() }),
  }
}

/** So many are remembered at once. */
const most = 10_000

/** The database's own word on a login costs a round trip; what it said holds until the subject is erased. */
function remember({ found }: Desk, login: string, id: string): void {
  if (found.size >= most) found.clear()
  found.set(login, id)
}

const fresh = (loaded: Loaded | undefined): Omit<Start, 'newId'> => ({
  id: null,
  subject: newcomer(loaded),
  answered: {},
  login: null,
  bind: null,
  gone: null,
  key: null,
})

/** Nobody yet, though what all members share was read for them. */
const newcomer = (loaded: Loaded | undefined): Subject =>
  loaded
    ? { ...nobody, used: loaded.subject.used, cited: loaded.id === null ? loaded.subject.cited : nobody.cited }
    : nobody

function startOf(loaded: Loaded, bind: string | null): Start {
  const { id, subject, answered } = loaded
  if (subject.erasedAt !== null) return { ...fresh(loaded), newId: crypto.randomUUID(), answered, bind, gone: id }
  return startAt(loaded, bind)
}

/** Also where they were erased: what outlives them is decided as theirs. */
const startAt = ({ id, subject, answered, login, key }: Loaded, bind: string | null): Start => ({
  id,
  newId: id as string,
  subject,
  answered,
  login,
  bind,
  gone: null,
  key,
})

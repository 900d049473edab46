import { nobody } from '../core/subject/subject.js'
import type { Loaded, Lookup } from '../ports/store.js'
import type { Asked } from './asked.js'
import type { Start } from './decide-all.js'
import type { Desk } from './desk.js'
import type { Session } from './session.js'

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
  const commands = asked.map((one) => one.id)
  const founder = asked.find((one) => one.whenNobody === 'founds' && one.subject === null && !one.refusal)
  const newId = desk.secrets.founded(founder?.id ?? '')
  const mine: Lookup = {
    commands,
    ...(session.subject !== null && { subject: session.subject }),
    ...(session.login !== null && { login: session.login }),
  }
  return {
    lookups: founder ? [mine, { subject: newId, commands }] : [mine],
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
      return { ...fresh, newId: taken ? crypto.randomUUID() : newId, answered, bind: session.login, gone }
    },
  }
}

/** A subject that belongs to a login is nobody's without it: another person may sit at the device now. */
export const isReachable = (desk: Desk, { login }: Session, loaded: Loaded | undefined): loaded is Loaded =>
  loaded !== undefined &&
  loaded.id !== null &&
  (loaded.login === null || loaded.login === login || desk.authenticate === undefined)

const fresh: Omit<Start, 'newId'> = {
  id: null,
  subject: nobody,
  answered: {},
  login: null,
  bind: null,
  gone: null,
}

/** Whose a backend's calls are: a subject's by its id, or the one of a login, which is made on first need. */
export function whoseMember(who: Who, commands: readonly string[]): Whose {
  if (who.login === null)
    return {
      lookups: [{ subject: who.id, commands }],
      start: ([own]) => (own && own.id !== null ? startOf(own, null) : { ...fresh, newId: who.id }),
    }
  const { id, login } = who
  return {
    lookups: [{ subject: id, login, commands }],
    start: ([own]) => (own && own.id !== null ? startOf(own, login) : { ...fresh, newId: id, bind: login }),
  }
}

/** Whom the backend means. Of a login, the id is the one that a new subject gets. */
export interface Who {
  readonly id: string
  readonly login: string | null
}

function startOf(loaded: Loaded, bind: string | null): Start {
  const { id, subject, answered, login } = loaded
  if (subject.erasedAt !== null) return { ...fresh, newId: crypto.randomUUID(), answered, bind, gone: id }
  return { id, newId: id as string, subject, answered, login, bind, gone: null }
}

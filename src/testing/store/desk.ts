import { nobody, type Subject } from '../../core/subject/subject.js'
import type { Loaded, Lookup, Step, Store, Stored } from '../../ports/store.js'
import { type Said, stepOf, uuid } from './steps.js'

/** A tenant of a test's own, and the few things that tests do there. */
export interface Desk {
  readonly store: Store
  readonly tenant: string
  /** By id, or by login. */
  find(subject: string | undefined, commands?: readonly string[], login?: string): Promise<Loaded>
  /** By whatever is asked. */
  look(lookup: Partial<Lookup>): Promise<Loaded>
  /** Loads, decides and stores one step. */
  act(subject: string, ...said: readonly Said[]): Promise<Stored>
  /** Stores what was decided from `before`. */
  put(subject: string, before: Subject, said: readonly Said[], more?: Partial<Step>): Promise<Stored>
  /** Somebody new, who has done this. */
  member(...said: readonly Said[]): Promise<string>
}

export function deskOf(store: Store, tenant = `tenant ${uuid()}`): Desk {
  const look: Desk['look'] = async (lookup) => (await store.load(tenant, [{ commands: [], ...lookup }]))[0] as Loaded
  const find: Desk['find'] = async (subject, commands = [], login = undefined) =>
    look({ commands, ...(subject && { subject }), ...(login && { login }) })
  const put: Desk['put'] = async (subject, before, said, more) =>
    (await store.store(tenant, [stepOf(subject, before, said, more)]))[0] as Stored
  const act: Desk['act'] = async (subject, ...said) => put(subject, (await find(subject)).subject, said)
  const member: Desk['member'] = async (...said) => {
    const subject = uuid()
    await put(subject, nobody, said)
    return subject
  }
  return { store, tenant, find, look, act, put, member }
}

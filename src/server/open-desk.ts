import type { Learned } from '../core/decision/learned.js'
import { type Duration, isDuration, later } from '../core/duration.js'
import { EvenhandedError } from '../core/error.js'
import { serverChecks } from '../core/program/check-server.js'
import { checked } from '../core/program/define-program.js'
import { compile, type Plan } from '../core/program/plan.js'
import type { Policy } from '../core/program/policy.js'
import { policyFaults } from '../core/program/policy-faults.js'
import type { Names, Program } from '../core/program/program.js'
import { onServer } from '../core/subject/on-server.js'
import type { BasketModel } from '../ports/basket-model.js'
import type { Clock } from '../ports/clock.js'
import type { Erasures } from '../ports/erasures.js'
import type { KeyRing } from '../ports/key-ring.js'
import type { Messenger } from '../ports/messenger.js'
import type { Store } from '../ports/store.js'
import { trying } from './calls/commit.js'
import { checkSigningKey } from './chain/checkpoint-key.js'
import type { SignedCheckpoints } from './chain/signed-checkpoint.js'
import { writeSoon } from './confirm/after-commit.js'
import { confirmingBy } from './confirm/confirming.js'
import { type Authenticate, type Desk, type Limits, usual } from './desk.js'
import { checkPartners, type PartnerKeys } from './partners.js'
import { hashOf, secretsOf } from './secrets/secrets.js'
import { storeTime } from './store-time.js'
import { createUses } from './uses/uses.js'
import { keyRing } from './vault/key-ring.js'
import { vaultOf } from './vault/vault.js'
import { zonedCalendar } from './zoned-calendar.js'

export interface ServerOptions<N extends Names = Names> {
  readonly program: Program<N>
  /**
   * Earlier versions that pages may still work with, while a new one is rolled out. What such a page sends is decided by
   * the version that it shows; what may be read, and every gate, go by `program` alone.
   */
  readonly earlier?: readonly Program[]
  /** The same program in other languages (`translated`), for the pages that speak them. */
  readonly translations?: readonly Program[]
  /** What only the server may know. */
  readonly policy?: Policy<N['currencies']>
  /** What was learned from what many said and did, in counts alone; `medianWorth` makes some of it. */
  readonly learned?: Learned
  readonly store: Store
  /**
   * At least 32 characters each. The first signs sessions, all verify them: to rotate, put a new one in front.
   * The last one also keys what is stored (logins, ids, hashes, coupon codes): keep it last, or name it as
   * `lookupSecret`.
   */
  readonly secrets: readonly string[]
  /** The secret that keys what is stored, where it is no longer the last of `secrets`. It can't be changed. */
  readonly lookupSecret?: string
  /**
   * Keeps the keys that personal values are sealed with, one per subject: `keyRing([key])` of a key of one's own, or one
   * that asks a service. Made of the lookup secret unless given; it can't be changed for another afterwards.
   */
  readonly keys?: KeyRing
  /** Where it is written who was erased, so that a restored backup can be erased again; nowhere unless given. */
  readonly erasures?: Erasures
  /**
   * Signs the end of the chain with an Ed25519 key (`newCheckpointKey()`) and keeps that where nobody can change it who
   * can write the database; without it nobody can tell whether all of it was chained anew.
   */
  readonly checkpoints?: SignedCheckpoints
  /** Keeps several sites in one store apart; the program's id unless said. */
  readonly tenant?: string
  /** The site's own login. Whoever it names has one subject on every device. */
  readonly authenticate?: Authenticate
  /**
   * Where `authenticate` says when somebody last signed in: how long ago that may be for the record, for erasing and
   * for requests; `PT10M` unless said. Later they are refused with `fresh_login_needed`.
   */
  readonly freshWithin?: Duration
  /** How long it is kept which decision read what, for its owner to see; `P2Y` unless said. */
  readonly keepUses?: Duration
  /**
   * How long it is kept of coupons that were signed in advance, once they are over, which were handed in; `P1Y` unless
   * said. What they came to stays.
   */
  readonly keepCoupons?: Duration
  /** What goes together, by the program's models: what `fit` goes by. Each was trained for this program, by this name. */
  readonly models?: { readonly [M in N['models']]?: BasketModel }
  /** By which keys each partner is known, at least 32 characters each: to change one, take both for a while. */
  readonly partners?: { readonly [P in N['partners']]?: { readonly keys: readonly string[] } }
  /** Epoch milliseconds, instead of the store's clock; for tests. */
  readonly clock?: Clock
  /** Where it is mounted; `/evenhanded` unless said. */
  readonly basePath?: string
  readonly limits?: Partial<Limits>
  /** Whether `X-Forwarded-Proto` and `X-Forwarded-Host` are set by a proxy of one's own; false unless said. */
  readonly trustProxy?: boolean
  /**
   * Sends the messages by which people confirm an address before what they agreed to counts (double opt-in);
   * `consoleMessenger()` writes them to the console. Needs `confirmUrl`, and the due work to try again what failed.
   */
  readonly messenger?: Messenger
  /** The full address of `GET {basePath}/confirm`, as in `https://shop.example/evenhanded/confirm`: where links lead. */
  readonly confirmUrl?: string
  /** The day that `/.well-known/gpc.json` names as its last update, as in `2027-01-31`; the library's own unless said. */
  readonly gpcUpdated?: string
  /** Told of every failure inside, which no reply describes; written to the console unless said. */
  readonly onError?: (error: unknown) => void
}

/**
 * Everything that a server works with.
 *
 * @throws EvenhandedError `bad_secrets`, `bad_options`, `bad_time_zone`; `bad_program`, for what only a server works with
 */
export function openDesk(options: ServerOptions): Desk {
  const { program, policy, store, lookupSecret, tenant = program.id, basePath = '/evenhanded' } = options
  if (!basePath.startsWith('/') || tenant === '')
    throw new EvenhandedError('bad_options', 'basePath begins with /, and a tenant has a name.')
  const { freshWithin = 'PT10M', keepUses = 'P2Y', keepCoupons = 'P1Y' } = options
  for (const [name, span] of Object.entries({ freshWithin, keepUses, keepCoupons }))
    if (!isDuration(span)) throw new EvenhandedError('bad_options', `${name} is a duration, as in PT10M or P2Y.`)
  const partners: PartnerKeys = options.partners ?? {}
  checked(program, serverChecks)
  checkPartners(program, partners)
  if (policy) soundPolicy(program, policy)
  const models = modelsOf(program, options.models)
  const others = [...(options.translations ?? []), ...(options.earlier ?? [])]
  checkEarlier(program, options.earlier ?? [])
  checkTranslations(program, options.translations ?? [])
  if (options.checkpoints) checkSigningKey(options.checkpoints.key)
  const secrets = secretsOf(tenant, options.secrets, lookupSecret)
  const time = storeTime()
  const onError = heard(options.onError ?? tell)
  const planned = (version: Program): Plan =>
    compile(version, {
      authority: onServer,
      hash: hashOf,
      codeOf: secrets.code,
      current: program,
      ...(policy && { policy }),
      ...(options.learned && { learned: options.learned }),
      ...(version.timeZone !== undefined && { calendar: zonedCalendar(version.timeZone) }),
    })
  const desk: Desk = {
    plan: planned(program),
    others: others.map(planned),
    store,
    tenant,
    secrets,
    vault: vaultOf(tenant, options.keys ?? keyRing([secrets.key('subjects')])),
    erasures: options.erasures,
    checkpoints: options.checkpoints,
    limits: { ...usual, ...options.limits },
    clock: options.clock,
    time,
    found: new Map(),
    authenticate: options.authenticate,
    freshWithin: later(0, freshWithin),
    keepUses: later(0, keepUses),
    keepCoupons: later(0, keepCoupons),
    models,
    uses: createUses({
      write: (uses) => trying(() => store.count(tenant, uses)),
      now: () => options.clock?.() ?? time.now() ?? Date.now(),
      failed: onError,
    }),
    partners,
    trustProxy: options.trustProxy ?? false,
    gpcUpdated: options.gpcUpdated,
    confirming: confirmingBy(options.messenger, options.confirmUrl),
    stored: (steps) => writeSoon(desk, steps),
    onError,
  }
  return desk
}

/** A name that is misspelt here would bound nothing, and nobody would notice. */
function soundPolicy(program: Program, policy: Policy): void {
  const issues = policyFaults(program, policy)
  const lines = issues.map(({ path, message, remedy }) => `${path}: ${message} ${remedy}`)
  if (issues.length > 0) throw new EvenhandedError('bad_options', lines.join('\n'), issues)
}

/** A model of another program, or by another name, would suggest what goes together elsewhere. */
function modelsOf(program: Program, models: ServerOptions['models'] = {}): Desk['models'] {
  for (const [name, model] of Object.entries(models)) {
    if (!Object.hasOwn(program.models, name))
      throw new EvenhandedError('bad_options', `The program declares no model ${name}.`)
    if (model && (model.program !== program.id || model.name !== name))
      throw new EvenhandedError(
        'bad_options',
        `The model given as ${name} is ${model.name} of ${model.program}. Give the one that was trained for it.`,
      )
  }
  return models
}

const pageOf = ({ version, language = 'en' }: Program): string => `${version} ${language}`

/** Each version and language once, all before the one in force, and each sound by itself. */
function checkEarlier({ id, version }: Program, earlier: readonly Program[]): void {
  if (
    new Set(earlier.map(pageOf)).size < earlier.length ||
    earlier.some((one) => one.id !== id || one.version >= version)
  )
    throw new EvenhandedError(
      'bad_options',
      `Earlier programs are versions of ${id} before ${version}, each given once.`,
    )
  for (const one of earlier) checked(one, serverChecks)
}

/** The same program, each language once: what they ask is the same, or one page could promise what another does not. */
function checkTranslations(program: Program, translations: readonly Program[]): void {
  const all = [program, ...translations]
  const isSame = (one: Program) => one.id === program.id && one.version === program.version
  if (new Set(all.map(pageOf)).size < all.length || !translations.every(isSame))
    throw new EvenhandedError(
      'bad_options',
      `Translations are version ${program.version} of ${program.id} in other languages, each given once.`,
    )
  for (const one of translations) checked(one, serverChecks)
}

// biome-ignore lint/suspicious/noConsole: a failure that nobody is told of is worse
const tell = (error: unknown): void => console.error(error)

/** Told without waiting: a listener that fails itself, now or later, fails no request and ends no process. */
const heard =
  (listener: (error: unknown) => unknown): Desk['onError'] =>
  (error) => {
    void new Promise((resolve) => resolve(listener(error))).catch(tell)
  }

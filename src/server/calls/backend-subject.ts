import { can } from '../../core/decision/gate.js'
import { gatePairs } from '../../core/decision/gate-pairs.js'
import { look } from '../../core/decision/view.js'
import type { Duration } from '../../core/duration.js'
import { EvenhandedError } from '../../core/error.js'
import type { Json } from '../../core/json.js'
import type { Points } from '../../core/points/account.js'
import type { Coupon } from '../../core/points/coupon.js'
import type { InputOfField, OutputOfField } from '../../core/program/field.js'
import { isForm } from '../../core/program/form-entries.js'
import type { Names } from '../../core/program/program.js'
import type { SubjectRecord } from '../../core/rights/subject-record.js'
import { readInput } from '../../core/subject/consent.js'
import { type SubjectJson, toJson } from '../../core/subject/state.js'
import { accountOf, pointsIn, type Subject } from '../../core/subject/subject.js'
import type { Loaded, StatementLine } from '../../ports/store.js'
import { type Resent, resendConfirmation } from '../confirm/resend.js'
import type { Desk } from '../desk.js'
import { type PassAnswer, passFor } from '../partners.js'
import { recordOf } from '../rights/record-of.js'
import { decisionNamed } from '../uses/decision-named.js'
import { acceptForm, type FormOptions } from './accept-form.js'
import { answerCalls } from './answer-calls.js'
import type {
  AcceptCall,
  AttestCall,
  BackendAnswer,
  BackendCall,
  By,
  EnrolCall,
  OfferAnswers,
  TickedConsents,
} from './backend-call.js'
import { type BackendContact, backendContact } from './backend-contact.js'
import { type BackendDecisions, backendDecisions } from './backend-decisions.js'
import { type BackendExits, backendExits } from './backend-exits.js'
import { type BackendLedger, backendLedger } from './backend-ledger.js'
import { type BackendObserved, backendObserved } from './backend-observed.js'
import { load, trying } from './commit.js'
import { opened } from './opened.js'
import { type Reference, whoIs } from './reference.js'
import { type TierStanding, tierStanding } from './tier-standing.js'

/**
 * One person, as the site's own backend and staff work with them. Every call is a step of its own, costs two
 * round trips (one where nothing has to be decided, more where it concerns two people), and answers with a value. What
 * throws (`EvenhandedError`) is a failing store (`store_failed`, `busy`, `not_migrated`) and a programming error
 * (`bad_reference`, `bad_call`, `bad_page`).
 */
export interface BackendSubject<N extends Names = Names>
  extends BackendLedger<N>,
    BackendExits<N>,
    BackendContact<N>,
    BackendObserved<N>,
    BackendDecisions<N> {
  /**
   * Takes up an offer that its owner has posted in a form, as a server action gets it: one entry per field by its name,
   * `consent:PURPOSE` per ticked box, and hidden `evenhanded:notice` with the hash of the notice that was shown, without
   * which nobody agreed to anything (`wrong_notice`). Text is coerced as the client's `submit` does. The evidence says
   * `button`, the notice and `evenhanded:variant`. A form that is posted twice counts once, by its hidden
   * `evenhanded:key` (a UUID, as `server.initial` makes one) or by `options.key`; a refusal is not kept, so that it can be
   * corrected and posted again. `OfferForm` writes the hidden entries where it is given an `action`.
   *
   * Whom nobody knows yet has no session here: let their form post to `{basePath}/offers/:offer`, which makes one.
   *
   * @example
   * declare const signedIn: () => Promise<{ id: string }>
   * declare const redirect: (path: string) => never
   *
   * // Next.js: <OfferForm offer="draw" action={enter} />
   * export async function enter(form: FormData): Promise<void> {
   *   'use server'
   *   const { id } = await signedIn()
   *   const said = await server.subject({ login: id }).accept('draw', form)
   *   redirect(said.ok ? '/draw?thanks' : `/draw?code=${said.error.code}`)
   * }
   */
  accept<Id extends keyof N['offers'] & string>(
    offer: Id,
    form: FormData,
    options?: FormOptions<N>,
  ): Promise<BackendAnswer>
  /** Takes up an offer for somebody, as staff do with a form on paper: `by` says who, by what medium, with what proof. */
  accept<Id extends keyof N['offers'] & string>(
    offer: Id,
    answers: OfferAnswers<N, Id>,
    options: { readonly by: By; readonly consents?: TickedConsents<N['offers'][Id]['invites']>; readonly key?: string },
  ): Promise<BackendAnswer>
  /**
   * Makes a member of old: the contract's ground, no consent to anything, nothing given. Values are taken where a ground
   * holds them; a member gets what is not known yet, and who left is refused (`left_before`).
   */
  enrol(
    offer: keyof N['offers'] & string,
    options: Pick<EnrolCall<N>, 'answers' | 'by' | 'key'>,
  ): Promise<BackendAnswer>
  /**
   * What they had agreed to, refused or withdrawn before there was this program. A consent counts from when it was given,
   * only with its proof, and never against a no that stands here; a no counts whatever its proof. Without a key it may
   * be said again as often as one likes. Refusals: `unproven`, `said_no`, `no_consent`, `not_invited`,
   * `already_accepted` where nothing is new, `not_for_minors`, `suppressed`.
   *
   * @throws EvenhandedError `bad_call` where a consent says no `by.givenAt`
   *
   * @example
   * const by = { medium: 'web', evidence: 'crm:consent/88', givenAt: Date.UTC(2024, 4, 2) }
   * const shown = { act: 'tick', notice: { text: 'We send you one letter a month.' } } as const
   * await member.attest('newsletter', ['email'], { status: 'granted', ...shown, confirmed: true, by })
   */
  attest(
    purpose: N['purposes'],
    fields: readonly (keyof N['fields'] & string)[],
    options: Omit<AttestCall<N>, 'type' | 'purpose' | 'fields'>,
  ): Promise<BackendAnswer>
  /** An identifier was proven to be the subject's. A value that was corrected meanwhile is `not_known`. */
  confirm<F extends keyof N['fields'] & string>(
    field: F,
    value: InputOfField<N['fields'][F]>,
    options?: { readonly key?: string },
  ): Promise<BackendAnswer>
  /**
   * Sends the message to confirm an identifier once more: at most one a minute, and five a day to one person. Refusals:
   * `nothing_to_confirm`, `sent_lately`, `no_messenger`, `not_sent`.
   */
  resendConfirmation(field: keyof N['fields'] & string): Promise<Resent>
  /** What the subject sees: available, pending, held, expiring, debt, tier. */
  balance(currency: N['currencies']): Promise<Points>
  /**
   * The output of the field's schema, or `undefined` where no ground for that purpose is in force (law 4). What is read
   * is counted by field, purpose, day and `for`, and its owner is shown that.
   *
   * @param options `for`: what it is read for, as a kind and not as a case: `mail:newsletter`, not `mail:4711`; at most
   *   100 characters; `read` unless said
   * @throws EvenhandedError `bad_decision` where that is none
   *
   * @example
   * const address = await server.subject(id).read('email', 'newsletter', { for: 'mail:newsletter' })
   */
  read<F extends keyof N['fields'] & string>(
    field: F,
    purpose: N['purposes'],
    options?: { readonly for?: string },
  ): Promise<OutputOfField<N['fields'][F]> | undefined>
  /** Whether a gate is open now. The fields that it looks at are counted as read for `gate:NAME`. */
  can(gate: N['gates']): Promise<boolean>
  /**
   * What the subject shows at a partner's, as a QR code: with it the partner spends points at
   * `POST {basePath}/partners/:partner/redeem`, and learns the amount alone. It is good there and nowhere else.
   * Refusals: `unknown_partner`, `no_subject`, `erased`.
   *
   * @example
   * const said = await server.subject(id).pass('railway', { for: 'PT10M' })
   */
  pass(partner: N['partners'], options: { readonly for: Duration }): Promise<PassAnswer>
  /** Every coupon that was issued to them, the newest first, with its code, its state and its end. */
  coupons(): Promise<readonly Coupon[]>
  /**
   * Where they stand among a currency's tiers, and what the next one asks.
   *
   * @param options `totals`: of each deed, how many there were on the whole site, where a tier asks a share
   *
   * @example
   * const { held, next, points } = await server.subject(id).standing('bonus')
   * if (next) console.log(`${points?.missing} more for ${next}`)
   */
  standing(
    currency: N['currencies'],
    options?: { readonly totals?: { readonly [deed: string]: number } },
  ): Promise<TierStanding>
  /** What is known now, as the server works with it, or `null` where nobody is, or nobody any more. */
  state(): Promise<SubjectJson | null>
  /**
   * Everything that is known of them, for themselves: each value with its source, grounds, history and uses, points with
   * every line, offers, requests. `null` where nobody is, or nobody any more. It takes a round trip per thousand lines.
   */
  record(): Promise<SubjectRecord | null>
  /**
   * The same as a text of JSON to hand out (GDPR Art. 15(3) and 20); docs/rights.md tells its shape.
   *
   * @example
   * const text = await server.subject(id).export()
   * if (text !== null) await writeFile('what-we-know.json', text)
   */
  export(): Promise<string | null>
  /**
   * The lines of one account, newest first: 50 unless said; `before` is the `seq` of the last one that was seen.
   *
   * @throws EvenhandedError `bad_page` where a number is not whole, or below zero
   */
  statement(
    currency: N['currencies'],
    page?: { readonly before?: number; readonly limit?: number },
  ): Promise<readonly StatementLine[]>
}

export function backendSubject<N extends Names>(desk: Desk, reference: Reference): BackendSubject<N> {
  const who = whoIs(desk, reference)
  const { program } = desk.plan
  const call = async (one: BackendCall): Promise<BackendAnswer> => {
    const [answers] = await answerCalls(desk, [{ who, calls: [one] }])
    return answers?.[0] as BackendAnswer
  }
  const read = async (): Promise<Loaded> => {
    const lookup = { subject: who.id, commands: [], ...(who.login !== null && { login: who.login }) }
    return (await load(desk, [lookup]))[0] as Loaded
  }
  const openedOf = async ({ id, key, subject }: Loaded, fields?: readonly string[]): Promise<Subject> =>
    id === null ? subject : (await opened(desk, { id, key }, subject, fields)).subject
  const record = async (): Promise<SubjectRecord | null> => {
    const id = who.login === null ? who.id : (await read()).id
    return id === null ? null : recordOf(desk, id)
  }
  const at = (loaded: Loaded): number => desk.clock?.() ?? loaded.now
  return {
    ...backendLedger<N>(call),
    ...backendExits<N>(desk, who, call, read),
    ...backendContact<N>(call),
    ...backendObserved<N>(desk, call, read),
    ...backendDecisions<N>(desk, async () => {
      const loaded = await read()
      return { loaded, subject: await openedOf(loaded), now: at(loaded) }
    }),
    accept: (offer: string, given: object, options?: object) =>
      isForm(given)
        ? acceptForm(desk, who, offer, given, options)
        : call({ type: 'accept', offer, answers: given, ...options } as AcceptCall),
    enrol: (offer, options) => call({ type: 'enrol', offer, ...options } as BackendCall),
    attest: (purpose, fields, options) => call({ type: 'attest', purpose, fields, ...options } as BackendCall),
    confirm: (field, value, options) => call({ type: 'confirm', field, value: value as never, ...options }),
    resendConfirmation: (field) => resendConfirmation(desk, who, field),
    async balance(currency) {
      const loaded = await read()
      return pointsIn(loaded.subject, currency, at(loaded))
    },
    async read(field, purpose, options) {
      const decision = decisionNamed(options?.for)
      const loaded = await read()
      if (readInput(program, loaded.subject, field, purpose, at(loaded)) === undefined) return undefined
      const value = (await openedOf(loaded, [field])).values[field] as Json
      if (loaded.id !== null) desk.uses.count(loaded.id, field, purpose, decision)
      return (await outputOf(desk, field, value)) as never
    },
    async can(gate) {
      const loaded = await read()
      const now = at(loaded)
      const view = look(desk.plan, loaded.subject, undefined, now)
      for (const { field, purpose } of loaded.id === null ? [] : gatePairs(desk.plan, view, gate, now))
        desk.uses.count(loaded.id as string, field, purpose, `gate:${gate}`)
      return can(desk.plan, view, gate, now)
    },
    pass: (partner, options) => passFor(desk, who, partner, options.for),
    async state() {
      const loaded = await read()
      return loaded.id === null || loaded.subject.erasedAt !== null ? null : toJson(await openedOf(loaded))
    },
    record,
    async export() {
      const own = await record()
      return own && `${JSON.stringify(own, null, 2)}\n`
    },
    async coupons() {
      const { id } = await read()
      return id === null ? [] : trying(() => desk.store.coupons(desk.tenant, id))
    },
    async standing(currency, options) {
      const loaded = await read()
      return tierStanding(desk.plan, accountOf(loaded.subject, currency), currency, at(loaded), options?.totals)
    },
    async statement(currency, page) {
      for (const [name, value] of Object.entries(page ?? {}))
        if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0))
          throw new EvenhandedError('bad_page', `A page’s ${name} is a whole number, zero or above.`)
      const id = who.login === null ? who.id : (await read()).id
      return id === null ? [] : trying(() => desk.store.statement(desk.tenant, id, currency, page))
    },
  }
}

/** What the schema makes of what was given; nothing where a later version of it no longer takes that. */
async function outputOf({ plan }: Desk, field: string, value: Json): Promise<unknown> {
  const read = await plan.program.fields[field]?.schema['~standard'].validate(value)
  return read && !read.issues ? read.value : undefined
}

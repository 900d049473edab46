import type { InputOfField } from '../../core/program/field.js'
import type { AgeBand } from '../../core/program/minors.js'
import type { Names } from '../../core/program/program.js'
import type { Loaded } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import { type ErasePlan, erasePlanOf } from '../erasure/erase-plan.js'
import { type EraseAnswer, eraseToBearer } from '../erasure/erase-to-bearer.js'
import { openedToErase } from '../erasure/erasing.js'
import { everConsented } from '../erasure/proof.js'
import type { BackendAnswer, BackendCall, By } from './backend-call.js'
import type { Who } from './reference.js'

/** How a person's own wish came in: who wrote it down for them, where somebody did; and the call's key. */
export interface ForThem {
  readonly by?: By
  readonly key?: string
}

/** What somebody may ask for themselves at any time, as staff write it down for them: every way out, and their age. */
export interface BackendExits<N extends Names = Names> {
  /** The exit of consent, for some fields or all. */
  withdraw(
    purpose: N['purposes'],
    fields?: readonly (keyof N['fields'] & string)[],
    options?: ForThem,
  ): Promise<BackendAnswer>
  /** The exit of legitimate interest. */
  object(purpose: N['purposes'], options?: ForThem): Promise<BackendAnswer>
  /** The exit of contract. Points stay. */
  leave(offer: keyof N['offers'] & string, options?: ForThem): Promise<BackendAnswer>
  /** Corrects a known value. */
  rectify<F extends keyof N['fields'] & string>(
    field: F,
    value: InputOfField<N['fields'][F]>,
    options?: ForThem,
  ): Promise<BackendAnswer>
  /**
   * Ends everything but what a legal duty keeps. Only a new acceptance begins anew. `bearer`: what the balance reaches is
   * spent on the program's coupons first, and those and all others stay good for whoever holds them; `vouchers` has their
   * codes, which are told nowhere else. Refusals: `erased`, `no_subject`.
   *
   * @throws EvenhandedError `register_failed` where the register of erasures can't be written: then nobody was erased
   *
   * @example
   * const { voucher } = (await member.erasePlan()) ?? {}
   * const said = await member.erase({ bearer: voucher !== null })
   * for (const { code, reward } of said.vouchers ?? []) console.log(reward, code)
   */
  erase(options?: ForThem & { readonly bearer?: boolean }): Promise<EraseAnswer>
  /** What erasing them would do: what goes, what stays until when and why, what ends; `null` where nobody is. */
  erasePlan(): Promise<ErasePlan | null>
  /** What is known stays and is used for nothing (GDPR Art. 18), until `unrestrict`. Points and exits go on. */
  restrict(options?: ForThem): Promise<BackendAnswer>
  unrestrict(options?: ForThem): Promise<BackendAnswer>
  /** In which band they say that their age is. Refusals: `not_asked` without a rule for minors, `not_for_minors`. */
  declareAge(band: AgeBand, options?: ForThem): Promise<BackendAnswer>
  /**
   * In which band it is, proven. Of a minor, consents fall and what could be spent is frozen; points stay. Of an adult,
   * what was frozen stays so until it is thawed.
   */
  proveAge(
    band: AgeBand,
    options: { readonly actor: string; readonly reason: string; readonly key?: string },
  ): Promise<BackendAnswer>
}

export function backendExits<N extends Names>(
  desk: Desk,
  who: Who,
  call: (one: BackendCall) => Promise<BackendAnswer>,
  read: () => Promise<Loaded>,
): BackendExits<N> {
  return {
    withdraw: (purpose, fields, options) => call({ type: 'withdraw', purpose, ...(fields && { fields }), ...options }),
    object: (purpose, options) => call({ type: 'object', purpose, ...options }),
    leave: (offer, options) => call({ type: 'leave', offer, ...options }),
    rectify: (field, value, options) => call({ type: 'rectify', field, value: value as never, ...options }),
    erase: (options) =>
      options?.bearer ? eraseToBearer(desk, who, { type: 'erase', ...options }) : call({ type: 'erase', ...options }),
    async erasePlan() {
      const loaded = await read()
      const { id, key } = loaded
      if (id === null) return null
      const { subject } = await openedToErase(desk, { id, key }, loaded.subject)
      return erasePlanOf(
        desk.plan,
        subject,
        await everConsented(desk, id, subject.version),
        desk.clock?.() ?? loaded.now,
      )
    },
    restrict: (options) => call({ type: 'restrict', ...options }),
    unrestrict: (options) => call({ type: 'unrestrict', ...options }),
    declareAge: (band, options) => call({ type: 'declare-age', band, ...options }),
    proveAge: (band, options) => call({ type: 'prove-age', band, ...options }),
  }
}

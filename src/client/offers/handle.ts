import type { BestFit } from '../../core/decision/best-fit.js'
import type { OfferExplained } from '../../core/decision/explain-offer.js'
import type { OfferFairness } from '../../core/decision/fairness/fairness-of.js'
import type { StepShown } from '../../core/decision/step-shown.js'
import type { Benefit } from '../../core/program/benefit.js'
import type { FormEntries } from '../../core/program/form-entries.js'
import type { Notice } from '../../core/program/notice.js'
import type { Principle } from '../../core/program/offer.js'
import type { Names } from '../../core/program/program.js'
import type { StandardSchema } from '../../core/program/schema.js'
import type { Appraisal } from '../../core/subject/appraisal.js'
import type { Act } from '../../core/subject/envelope.js'
import type { Done } from '../settled.js'
import type { Accepted, AcceptOptions, Answers, Kept, PartOfAnswers } from './acceptance.js'
import type { AskShown, InvitationShown } from './shown.js'

/** One offer, ready to be shown and accepted: the one way to accept. */
export interface OfferHandle<
  N extends Names = Names,
  Id extends keyof N['offers'] & string = keyof N['offers'] & string,
> {
  readonly id: Id
  readonly principle: Principle
  /** What one gets; of an offer that `fits`, its coupon in the words and with the worth of the one that fits best. */
  readonly gives: readonly Benefit[]
  /**
   * Of an offer that `fits`: the coupon that goes best with the basket seen here, and why; `null` where none does or is
   * left, where no ground is in force any more, and of any other offer. Accepting hands that very coupon out.
   */
  readonly fit: BestFit | null
  /**
   * What is missing or stale, in the order of the program; conditions that do not hold leave their ask out. Of a long ask
   * what the next step asks: what is needed and minded least first, what takes a yes of its own last.
   */
  readonly asks: readonly AskShown[]
  /** Alternatives, of which one group has to be complete; empty where there are none. */
  readonly asksOneOf: readonly (readonly AskShown[])[]
  /** Of a long ask, what the steps after this one ask. */
  readonly later: readonly { readonly field: string; readonly label: string; readonly optional: boolean }[]
  /**
   * The next step of a long ask (`steps`); `null` where all of it is asked at once, or nothing is left. Accepting with its
   * answers takes the step: they are stored, and what `gives` names is given; another visit goes on from there.
   *
   * @example
   * const { step, asks, later } = client.offer('membership')
   * if (step) console.log(`Step ${step.number} of ${step.of}`, asks.map(({ label }) => label), later.length)
   */
  readonly step: StepShown | null
  /** What is asked and already known: it need not be given again, and travels with the acceptance. */
  readonly known: readonly {
    readonly field: string
    readonly label: string
    readonly value: unknown
    /** The value as a reader sees it: an option by its words, a list with commas. */
    readonly text: string
  }[]
  /** Further purposes to tick, those agreed to included; refused ones come back when their rest is over. */
  readonly invites: readonly InvitationShown[]
  /** What was said no to lately, and from when on it is asked again. Accepted all the same where it is given now. */
  readonly resting: readonly {
    readonly purpose: string
    readonly label: string
    readonly field: string
    /** Epoch milliseconds. */
    readonly until: number
  }[]
  /** Whether `age` has to be said with it: the program rewards adults only, and nobody has asked yet. */
  readonly asksAge: boolean
  readonly why: OfferExplained
  readonly notice: Notice
  /**
   * Validates the answers as one form, for form libraries: what is known or in the draft may be left out, and an empty
   * text is left out. Its output is what `accept` takes.
   *
   * @example
   * const { schema } = client.offer('raffle')
   * const checked = await schema['~standard'].validate({ email: 'nobody' })
   * for (const { path, message } of checked.issues ?? []) console.log(path, message) // ['email'], 'Invalid email'
   */
  readonly schema: StandardSchema<Answers<N, Id>>
  /** What was answered so far and kept: never consents, nothing observed, nothing special. */
  readonly draft: PartOfAnswers<N, Id>
  /** Whether it was accepted and is in force. */
  readonly accepted: boolean
  /** What it gives this subject, and what it asks of them beyond what they have given, weighed in one measure. */
  readonly fairness: OfferFairness
  /**
   * Keeps answers until the offer is accepted, so that its asks can be split over steps and outlast a reload: for at most
   * four hours, on this device alone, in its tabs; on a device of the site's in memory. They never travel but with the
   * acceptance. Accepting, declining and signing out end them. Asks that hang on an answer appear once it is kept.
   *
   * @param answers some of them; `undefined` takes one back. Or a form as for `submit`, or entries of it: empty ones take theirs back
   * @returns what is refused, `invalid` or `not_asked` with `fields`, while the rest is kept; what stood there before a
   *   refused answer is taken back
   *
   * @example
   * const offer = client.offer('membership')
   * await offer.keep({ email: 'a@b.ch' }) // first step
   * const next = client.offer('membership')
   * const step = next.asks.filter(({ field }) => !(field in next.draft)) // second step
   * await next.accept({ birthday: '1990-01-01' }) // brings the address along
   */
  keep(answers: PartOfAnswers<N, Id> | FormEntries): Promise<Kept>
  /**
   * Fills a form of this offer with the draft, and keeps each answer once its field is left; consents and the age stay
   * out of it, and nothing that was typed is written over. Call it again with a later handle to show what other tabs
   * kept. `OfferForm` does so by itself.
   *
   * @example
   * const form = document.querySelector('form')
   * if (form) client.subscribe(() => client.offer('membership').heed(form))
   */
  heed(form: HTMLElement): void
  /**
   * Takes up the offer. Answers are checked by each field's schema; what is known need not be given again, and what was
   * kept comes along, under what is given: `undefined` leaves it out.
   *
   * Of a long ask, some of the answers are enough: `begun` says that it was a step.
   *
   * @returns at once when it is safe on the device; `settled` brings the server's answer. Refusals among others:
   *   `missing`, `invalid`, `not_asked` (with `fields`), `already_accepted`, `too_soon`, `explicit_consent_missing`;
   *   `none_left` where the coupon of `fit` is gone, or nothing fits any more. `facts.taken`: what else was refused after
   *   this code had been taken out of the stock, so that it can be given back.
   */
  accept(answers?: PartOfAnswers<N, Id>, options?: AcceptOptions<N['offers'][Id]['invites']>): Promise<Accepted>
  /**
   * Accepts what a form holds: one entry per field by its name, and `consent:PURPOSE` per ticked box, its
   * value the fields separated by spaces; `age:band` where the age is asked. Text is coerced to what each field's schema takes;
   * an entry that is empty leaves its field out.
   */
  submit(form: FormData, options?: { readonly by?: Act }): Promise<Accepted>
  /** A no; it is remembered, and nothing is asked again for a while. */
  decline(): Promise<Done>
  /** Not now. */
  dismiss(): Promise<Done>
  /**
   * Was it worth it? One tap once it was accepted, beside what one gave: worth nothing, less than that, about as much,
   * more. Said again, the later word counts. Refusal: `not_accepted`.
   *
   * @example
   * const offer = client.offer('membership')
   * if (offer.accepted) await offer.appraise('even')
   */
  appraise(worth: Appraisal): Promise<Done>
  /** Counts the display; once per page view, however often it is called. */
  shown(): void
}

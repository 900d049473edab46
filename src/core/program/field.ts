import type { Duration } from '../duration.js'
import type { MeasuredSensitivity, RatedItem } from './rating.js'
import type { InputOf, OutputOf, StandardSchema } from './schema.js'

/**
 * What a field tells about a subject: `observed` (seen in passing), `preference` (what one likes),
 * `identifier` (reaches or names one person), `personal` (everything else about a person).
 */
export type Kind = 'observed' | 'preference' | 'identifier' | 'personal'

/** How a page asks for the field. All of it is optional; the schema decides what is accepted. */
export interface FieldInput {
  /** HTML's `autocomplete` token, so that nobody types what the browser knows. */
  readonly autocomplete?: string
  /** HTML's input type; `text` unless said. */
  readonly type?: string
  readonly placeholder?: string
  /** The values to choose from, with the words that a reader sees. */
  readonly options?: { readonly [value: string]: string }
}

export interface FieldOptions {
  readonly label: string
  /** How long an answer is good for; afterwards it may be asked anew. For ever unless said. */
  readonly freshFor?: Duration
  /** From 0 (nobody minds) to 1 (hardly anyone tells): above the default, or measured. */
  readonly sensitivity?: number | MeasuredSensitivity
  /** Which item of the published ratings it is; else `input.autocomplete` says it, or the kind stands in. */
  readonly rated?: RatedItem
  readonly input?: FieldInput
}

/** One kind of datum. It holds no validator's own type: any Standard Schema serves. */
export interface Field<K extends Kind = Kind, Input = unknown, Output = Input, Special extends boolean = boolean>
  extends FieldOptions {
  readonly kind: K
  /** Health, belief, origin and the like (GDPR Art. 9), also where one can only infer it. */
  readonly special: Special
  readonly schema: StandardSchema<Input, Output>
}

// biome-ignore lint/suspicious/noExplicitAny: the widest schema; `unknown` would refuse every narrower one
type AnySchema = StandardSchema<any, any>

type Builder<K extends Kind> = <Schema extends AnySchema, Special extends boolean = false>(
  schema: Schema,
  options: FieldOptions & { readonly special?: Special },
) => Field<K, InputOf<Schema>, OutputOf<Schema>, Special>

const builder =
  <K extends Kind>(kind: K): Builder<K> =>
  (schema, options) =>
    ({ special: false, ...options, kind, schema }) as never

/**
 * A field that is seen in passing, such as what lies in the basket.
 *
 * @example
 * observed(z.array(z.string()), { label: 'Basket' })
 */
export const observed: Builder<'observed'> = /* @__PURE__ */ builder('observed')

/**
 * A field that says what someone likes, without saying who it is.
 *
 * @example
 * preference(z.enum(['alpine', 'forest', 'city']), { label: 'Where you walk' })
 */
export const preference: Builder<'preference'> = /* @__PURE__ */ builder('preference')

/**
 * A field that reaches or names one person.
 *
 * @example
 * identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } })
 */
export const identifier: Builder<'identifier'> = /* @__PURE__ */ builder('identifier')

/**
 * Any other field about a person.
 *
 * @example
 * personal(z.iso.date(), { label: 'Birthday', freshFor: 'P10Y' })
 */
export const personal: Builder<'personal'> = /* @__PURE__ */ builder('personal')

export type Fields = { readonly [name: string]: Field }

/** The names of the fields of these kinds that are not special. */
export type Ordinary<F, K extends Kind> = {
  [N in keyof F & string]: F[N] extends { readonly special: true }
    ? never
    : F[N] extends { readonly kind: K }
      ? N
      : never
}[keyof F & string]

/** The names of the special fields. */
export type SpecialOf<F> = {
  [N in keyof F & string]: F[N] extends { readonly special: true } ? N : never
}[keyof F & string]

/** The names of the observed fields, special or not. */
export type ObservedOf<F> = {
  [N in keyof F & string]: F[N] extends { readonly kind: 'observed' } ? N : never
}[keyof F & string]

/** The kind of a field as messages name it: its kind, or `special`. */
export type KindOf<F, N> = N extends keyof F
  ? F[N] extends { readonly special: true }
    ? 'special'
    : F[N] extends { readonly kind: infer K extends string }
      ? K
      : never
  : never

export type InputOfField<F> = F extends Field<infer _K, infer Input, infer _O, infer _S> ? Input : never
export type OutputOfField<F> = F extends Field<infer _K, infer _I, infer Output, infer _S> ? Output : never

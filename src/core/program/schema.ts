/** Standard Schema (standardschema.dev), structurally: zod, zod/mini, valibot and arktype all satisfy it. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => Validated<Output> | Promise<Validated<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

export type Validated<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

type Types<Schema> = Schema extends { readonly '~standard': { readonly types?: infer T } } ? NonNullable<T> : never
export type InputOf<Schema> = Types<Schema> extends { readonly input: infer Input } ? Input : never
export type OutputOf<Schema> = Types<Schema> extends { readonly output: infer Output } ? Output : never

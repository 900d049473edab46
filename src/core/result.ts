/** The outcome of something that may be refused. A refusal is a value with a `code`, never a throw. */
export type Result<Value, Refusal extends { readonly code: string }> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Refusal }

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value })

export const refused = <Refusal extends { readonly code: string }>(
  error: Refusal,
): { readonly ok: false; readonly error: Refusal } => ({ ok: false, error })

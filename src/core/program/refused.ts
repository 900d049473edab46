declare const why: unique symbol

/** The type that no value has; its argument is the message that the compiler prints. */
export interface Refused<Why extends string> {
  readonly [why]: Why
}

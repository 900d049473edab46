/**
 * What goes together, learned from the baskets of members who may be learned from, and shown where a basket lies:
 * the basket never leaves the device that has it.
 */
export interface Model<
  Reads extends string = string,
  Learns extends string = string,
  Suggests extends string = string,
> {
  readonly label: string
  /** The observed field that holds the items of a basket: a list of their ids. */
  readonly reads: Reads
  /** The purpose, on the server, under which members' baskets are learned from. Without its ground nobody's are. */
  readonly learns: Learns
  /** The purpose, on the server, under which what a member bought before may suggest something to them. */
  readonly suggests?: Suggests
  /**
   * Items that tell something of health, faith or love: nothing is learned of them, nothing is concluded from them, and
   * none has a coupon.
   */
  readonly without?: readonly string[]
}

export type Models = { readonly [name: string]: Model }

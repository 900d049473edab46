/** Few lines each, on a 132 by 88 grid. */
export interface Lines {
  /** What the material fills. */
  readonly body: string
  readonly seams: readonly string[]
}

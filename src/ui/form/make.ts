/** Attributes by their HTML names; `key` and handlers (`onSubmit`) as React and Vue both know them. */
export interface Attributes {
  readonly [name: string]: unknown
}

/** Makes one element: what a framework brings, so that a form is written once. */
export type Make<Node> = (tag: string, attributes: Attributes, ...children: readonly (Node | string | null)[]) => Node

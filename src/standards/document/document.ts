/** What the program or a person wrote, in the program's own language. */
export interface Said {
  readonly said: string
}

export interface Link {
  readonly text: string
  readonly href: string
}

/** What is typed as it stands, as a name in a program. */
export interface Code {
  readonly code: string
}

export type Inline = string | Said | Link | Code
export type Text = Inline | readonly Inline[]

/** Which side of an exchange a column shows; rendered in colour, and named in its head. */
export type Tone = 'give' | 'get'

export interface Heading {
  readonly type: 'heading'
  readonly level: 2 | 3
  readonly text: Text
}

export interface Paragraph {
  readonly type: 'paragraph'
  readonly text: Text
}

export interface List {
  readonly type: 'list'
  readonly items: readonly Text[]
}

export interface Table {
  readonly type: 'table'
  readonly head: readonly { readonly text: Text; readonly tone?: Tone }[]
  readonly rows: readonly (readonly Text[])[]
}

/** Names with what stands for each. */
export interface Facts {
  readonly type: 'facts'
  readonly of: readonly (readonly [name: Text, value: Text])[]
}

/** Give against take, one beam for each: a picture of numbers that a table beside it tells. */
export interface Balance {
  readonly type: 'balance'
  /** What it shows, for who can't see it. */
  readonly label: string
  /** The words above the two sides. */
  readonly heads: { readonly give: string; readonly get: string }
  readonly beams: readonly {
    readonly label: Text
    readonly give: Weighed
    readonly get: Weighed
    /** What is to be said of it, as that it asks more than it gives. */
    readonly note?: string
  }[]
}

/** One side of a beam: its length, and the same in words; without a length where nobody knows it. */
export interface Weighed {
  readonly size: number | undefined
  readonly says: string
}

/** Measures to compare, some bars to each group: a picture of numbers that a table beside it tells. */
export interface Bars {
  readonly type: 'bars'
  /** What it shows, for who can't see it. */
  readonly label: string
  /** What the whole width stands for, so that several pictures can share a scale. */
  readonly widest: number
  readonly groups: readonly {
    readonly label: Text
    readonly bars: readonly {
      readonly label: string
      readonly size: number
      readonly says: string
      /** The one that it is about. The others are grey. */
      readonly tone?: Tone
    }[]
  }[]
}

export type Block = Heading | Paragraph | List | Table | Facts | Balance | Bars

/** A text for people, before it is Markdown or a page. */
export interface Document {
  /** BCP 47. */
  readonly language: string
  /** BCP 47, of what is `said`. */
  readonly saidIn: string
  readonly title: string
  /** One sentence below the title. */
  readonly lead: Text
  readonly blocks: readonly Block[]
}

export const heading = (level: 2 | 3, text: Text): Heading => ({ type: 'heading', level, text })
export const paragraph = (...text: readonly Text[]): Paragraph => ({ type: 'paragraph', text: text.flat() })
export const list = (items: readonly Text[]): List => ({ type: 'list', items })
export const facts = (of: Facts['of']): Facts => ({ type: 'facts', of })

/** A table; nothing where it would have no row. */
export const table = (head: readonly (string | Table['head'][number])[], rows: Table['rows']): readonly Table[] =>
  rows.length === 0
    ? []
    : [{ type: 'table', head: head.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)), rows }]

/** What gives a text a colour, or leaves it as it is. */
export interface Ink {
  readonly strong: (text: string) => string
  readonly soft: (text: string) => string
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
}

const escaped =
  (code: string) =>
  (text: string): string =>
    `\u001B[${code}m${text}\u001B[0m`

const plain = (text: string): string => text

/** @param colours whether somebody sees them */
export const inkFor = (colours = false): Ink =>
  colours
    ? { strong: escaped('1'), soft: escaped('2'), error: escaped('1;31'), warning: escaped('1;33') }
    : { strong: plain, soft: plain, error: plain, warning: plain }

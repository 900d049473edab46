/** Whom a command speaks to, and what it is told by the environment. */
export interface Terminal {
  readonly env: { readonly [name: string]: string | undefined }
  /** Results, line by line. */
  out(line: string): void
  /** All else: what went wrong, what was done on the way. */
  err(line: string): void
  /** A stream for a progress bar; absent where nobody watches. */
  readonly watched?: NodeJS.WritableStream
  /** Whether results go to somebody who sees colours and has not said NO_COLOR. */
  readonly colours?: boolean
}

export const processTerminal = (): Terminal => ({
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  ...(process.stderr.isTTY && { watched: process.stderr }),
  colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
})

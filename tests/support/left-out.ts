import { appendFileSync } from 'node:fs'

const told = new Set<string>()

/** Says plainly that something was not tested here, and why: on the terminal, and in the summary of `npm test`. */
export const leftOut = (what: string, why: string): void => {
  const line = `${what}: ${why.split('\n', 1)[0]}`
  if (told.has(line)) return
  told.add(line)
  const report = process.env.EVENHANDED_LEFT_OUT
  if (report) appendFileSync(report, `${line}\n`)
  else process.stderr.write(`left out: ${line}\n`)
}

import { writeFileSync } from 'node:fs'

/**
 * Ends a check: says each failure, prints the counts, hands both to `npm test` through the file that it names in
 * EVENHANDED_COUNTS, and sets the exit status.
 *
 * @param {{ passed: number, failures: readonly string[] }} outcome
 */
export const report = ({ passed, failures }) => {
  for (const failure of failures) console.error(`✗ ${failure}`)
  console.log(`${passed} passed, ${failures.length} failed`)
  const file = process.env.EVENHANDED_COUNTS
  if (file) writeFileSync(file, JSON.stringify({ passed, failed: failures.length, skipped: 0, failures }))
  if (failures.length > 0) process.exitCode = 1
}

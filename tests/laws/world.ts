import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { compile, type Plan } from '../../src/core/program/plan.js'
import type { Program } from '../../src/core/program/program.js'
import type { Result } from '../../src/core/result.js'
import type { Accept, Command } from '../../src/core/subject/command.js'
import { decide } from '../../src/core/subject/decide.js'
import type { Event } from '../../src/core/subject/event.js'
import { after } from '../../src/core/subject/evolve.js'
import { onDevice as deviceAuthority } from '../../src/core/subject/on-device.js'
import { onServer as serverAuthority } from '../../src/core/subject/on-server.js'
import type { Refusal } from '../../src/core/subject/refusal.js'
import { nobody, type Subject } from '../../src/core/subject/subject.js'
import { commands } from '../../src/testing/commands.js'
import { programs } from '../../src/testing/programs.js'

export const origin = Date.UTC(2026, 0, 1)
export const day = 86_400_000

/** At least a thousand in every test run; more by `LAW_RUNS`. */
export const runs = { numRuns: Number(process.env.LAW_RUNS ?? 1_000) }

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

export const onServer = (program: Program): Plan => compile(program, { authority: serverAuthority, hash })
export const onDevice = (program: Program): Plan => compile(program, { authority: deviceAuthority, hash })

export interface Told {
  readonly command: Command
  readonly now: number
  readonly before: Subject
  readonly decided: Result<readonly Event[], Refusal>
  readonly after: Subject
}

/** Decides commands one after the other, each by somebody who had seen everything before it. */
export function tell(plan: Plan, start: Subject, all: readonly Command[]): Told[] {
  let subject = start
  return all.map((said) => {
    const command = { ...said, seen: subject.version }
    const before = subject
    const decided = decide(plan, before, command, command.at)
    subject = after(before, decided)
    return { command, now: command.at, before, decided, after: subject }
  })
}

export const last = (told: readonly Told[]): Subject => told.at(-1)?.after ?? nobody

/** A program, its server plan and a sequence of commands to it. */
export const stories = (maxLength = 12): fc.Arbitrary<{ plan: Plan; said: Command[] }> =>
  programs(fc).chain((program) => {
    const plan = onServer(program)
    return commands(fc, plan, { maxLength, origin }).map((said) => ({ plan, said }))
  })

export const isAccepted = (
  told: Told,
): told is Told & { command: Accept; decided: { ok: true; value: readonly Event[] } } =>
  told.decided.ok && told.command.type === 'accept'

/** Every pair of a field and a purpose. */
export const pairs = (plan: Plan): [field: string, purpose: string][] =>
  plan.fields.flatMap((field) => plan.purposes.map((purpose): [string, string] => [field, purpose]))

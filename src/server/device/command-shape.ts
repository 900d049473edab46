import * as z from 'zod'
import { type Json, record } from '../../core/json.js'
import { appraisals } from '../../core/subject/appraisal.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { isClean } from '../calls/clean-json.js'
import { isUuid } from '../secrets/uuid.js'

/** Names are what `defineProgram` takes as names; anything else can't be one of this program. */
const name = z
  .string()
  .regex(/^[a-z][\w-]*$/i)
  .max(100)
/** Each once: what is said two hundred times over would be logged as often, and for ever. */
const names = z
  .array(name)
  .max(200)
  .transform((all) => [...new Set(all)])
const uuid = z.string().refine(isUuid)
const count = z.int().min(0)
/** Epoch milliseconds that a date can tell. */
const instant = z.number().min(0).max(8.64e15)

const named = <Value extends z.ZodType>(value: Value) =>
  z.record(name, value).refine((given) => Object.keys(given).length <= 200)

const envelope = {
  id: uuid,
  subject: uuid.nullable(),
  at: instant,
  touchpoint: name,
  seen: count,
  own: z.array(uuid).max(1_000).optional(),
}

/** What a subject's own device may say of how it agreed; actors and proofs on paper are the backend's. */
const evidence = z.strictObject({
  act: z.enum(['tick', 'save', 'button', 'signal']),
  notice: z.strictObject({
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    version: count,
    language: z.string().max(35),
    variant: z.string().max(64).optional(),
  }),
})

const json = z.custom<Json>((value) => value !== undefined)

const band = z.enum(['adult', 'minor'])

const shape = z.discriminatedUnion('type', [
  z.strictObject({
    ...envelope,
    type: z.literal('accept'),
    offer: name,
    answers: named(json),
    consents: named(names),
    age: band.optional(),
    evidence,
  }),
  z.strictObject({ ...envelope, type: z.literal('decline'), offer: name, evidence }),
  z.strictObject({ ...envelope, type: z.literal('withdraw'), purpose: name, fields: names.optional() }),
  z.strictObject({ ...envelope, type: z.literal('object'), purpose: name }),
  z.strictObject({ ...envelope, type: z.literal('leave'), offer: name }),
  z.strictObject({ ...envelope, type: z.literal('rectify'), field: name, value: json }),
  z.strictObject({ ...envelope, type: z.literal('redeem'), reward: name }),
  z.strictObject({ ...envelope, type: z.literal('erase'), bearer: z.boolean().optional() }),
  z.strictObject({ ...envelope, type: z.literal('signal'), signal: z.literal('gpc') }),
  z.strictObject({ ...envelope, type: z.enum(['restrict', 'unrestrict']) }),
  z.strictObject({ ...envelope, type: z.literal('declare-age'), band }),
  z.strictObject({ ...envelope, type: z.literal('appraise'), offer: name, worth: z.enum(appraisals) }),
])

/** Says of a thing from outside whether it has the shape of a command; nothing of it is believed beyond that. */
export function readCommand(given: unknown): SubjectCommand | undefined {
  if (!isClean(given)) return undefined
  const read = shape.safeParse(given)
  if (!read.success) return undefined
  const command = read.data as SubjectCommand
  return command.type === 'accept'
    ? { ...command, answers: record(command.answers), consents: record(command.consents) }
    : command
}

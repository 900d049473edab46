import type { Program } from '../../../src/core/program/program.js'
import type { BatchRequest } from '../../../src/core/subject/batch.js'
import type { SubjectCommand } from '../../../src/core/subject/command.js'
import { cafe, staysHere, tastes } from './cafe.js'
import type { Seen } from './site.js'

const paths = ['POST /evenhanded/commands', 'GET /evenhanded/state', 'DELETE /evenhanded/session']

/** @returns what requests carried that no accepted offer asked for, in words; nothing where all is well */
export const leftWithoutGround = (seen: readonly Seen[]): readonly string[] => [...new Set(seen.flatMap(problemsOf))]

function problemsOf({ method, path, headers, body }: Seen): readonly string[] {
  const to = `${method} ${path.split('?')[0]}`
  const all = [path, JSON.stringify(headers), body].join('\n')
  const commands = body === '' ? [] : (JSON.parse(body) as BatchRequest).commands
  const rest = [path, JSON.stringify(headers), JSON.stringify(commands.map(withoutTaste))].join('\n')
  return [
    ...(paths.includes(to) ? [] : [`${to} is no request of the client’s`]),
    ...staysHere.filter((word) => all.includes(word)).map((word) => `${word} left the device`),
    ...tastes.filter((word) => rest.includes(word)).map((word) => `${word} left the device outside of tasting`),
    ...commands.flatMap(problemsWith),
  ]
}

/** A tasting asks the taste; nothing else may carry it. */
const withoutTaste = (command: SubjectCommand): unknown =>
  command.type === 'accept' && command.offer === 'tasting'
    ? { ...command, answers: { ...command.answers, taste: null } }
    : command

function problemsWith(command: SubjectCommand): readonly string[] {
  const { type } = command
  if (type === 'observe' || type === 'shown' || type === 'dismiss') return [`a command ${type} left the device`]
  if (type === 'rectify') return command.field === 'email' ? [] : [`a correction of ${command.field} left the device`]
  if (type !== 'accept') return []
  const offer = (cafe as Program).offers[command.offer]
  const asked = Object.keys(offer?.asks ?? {})
  const invited = Object.keys(offer?.invites ?? {})
  return [
    ...Object.keys(command.answers).filter((field) => !asked.includes(field)),
    ...Object.keys(command.consents).filter((purpose) => !invited.includes(purpose)),
  ].map((name) => `${name} left the device with ${command.offer}, which does not ask it`)
}

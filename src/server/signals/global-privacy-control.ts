import type { Plan } from '../../core/program/plan.js'
import type { Asked } from '../calls/asked.js'
import { askedByServer } from '../calls/asked-by-server.js'
import type { Desk } from '../desk.js'

/**
 * Whether a browser asks not to be sold: `Sec-GPC: 1`, and nothing else. Of several such headers, which arrive as one
 * list, any "1" counts.
 */
export const signals = (request: Request): boolean =>
  request.headers
    .get('sec-gpc')
    ?.split(',')
    .some((value) => value.trim() === '1') === true

/** Whether there is anything that the signal could end. */
export const sellsAnything = ({ program }: Plan): boolean => Object.values(program.purposes).some(({ sells }) => sells)

/**
 * The signal of a request, to be decided before anything else that it brings; nothing where it has none, or nothing is
 * sold. It is recorded once per subject.
 *
 * @param of what makes it the same signal again: the request's first command, or whose state it asks
 */
export function signalled(desk: Desk, request: Request, of: string | undefined): Asked | undefined {
  if (of === undefined || !signals(request) || !sellsAnything(desk.plan)) return undefined
  const id = desk.secrets.half(`signal:${of}`)
  return {
    ...askedByServer(desk, id, { type: 'signal', signal: 'gpc' }),
    whenNobody: 'waits',
    unless: ({ signal }) => signal !== undefined,
  }
}

/** A browser knows of its own signal: what somebody ticks there all the same is a later choice, and outranks it. */
export const knowing = (asked: readonly Asked[], { id }: Asked): readonly Asked[] =>
  asked.map((one) =>
    one.command?.type === 'accept'
      ? { ...one, command: { ...one.command, own: [...(one.command.own ?? []), id] } }
      : one,
  )

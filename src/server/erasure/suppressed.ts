import { deny } from '../../core/subject/backend/deny.js'
import type { Command } from '../../core/subject/command.js'
import type { Asked } from '../calls/asked.js'
import type { Start } from '../calls/decide-all.js'
import { trying } from '../calls/load.js'
import type { Desk } from '../desk.js'
import { identifierHash, isIdentifier } from '../vault/identifiers.js'

/** A batch that is about to be decided. */
interface Batch {
  readonly start: Pick<Start, 'id' | 'bind'>
  readonly asked: readonly Asked[]
}

/** A command that may bring somebody back, and by which keyed hashes that would show. */
interface Suspect {
  readonly asked: Asked
  readonly login?: string
  readonly identifiers: readonly string[]
}

/**
 * Refuses what would bring somebody back who was erased: an import of them, or anything that the backend says of a login
 * that nobody has any more. What people say themselves, on their device or on paper, is theirs to say. It costs a round
 * trip where the backend names somebody new, or imports; else none.
 */
export async function withoutSuppressed<One extends Batch>(
  desk: Desk,
  batches: readonly One[],
  now: number,
): Promise<readonly One[]> {
  const suspects = batches.map((batch) => suspectsIn(desk, batch))
  const { secrets, store, tenant } = desk
  const hashOf = new Map<string, string>()
  for (const { login, identifiers } of suspects.flat())
    for (const hash of login === undefined ? identifiers : [login, ...identifiers])
      hashOf.set(hash, secrets.suppression(hash))
  if (hashOf.size === 0) return batches
  const suppressed = new Set(await trying(() => store.suppressed(tenant, [...hashOf.values()], now)))
  const isSuppressed = (hash: string): boolean => suppressed.has(hashOf.get(hash) as string)
  if (suppressed.size === 0) return batches
  const owners = await trying(() => store.identified(tenant, [...hashOf.keys()].filter(isSuppressed)))
  const isTheirs = (hash: string, id: string | null): boolean =>
    owners.some((owner) => owner.hash === hash && owner.subject === id)
  return batches.map((batch, n) => {
    const { id } = batch.start
    const refused = (suspects[n] ?? []).filter(
      ({ login, identifiers }) =>
        (login !== undefined && isSuppressed(login)) ||
        // Whoever came back by themselves may be imported as what they are again.
        identifiers.some((hash) => isSuppressed(hash) && !isTheirs(hash, id)),
    )
    return refused.length === 0 ? batch : { ...batch, asked: batch.asked.map((one) => refusedIn(refused, one)) }
  })
}

const refusedIn = (refused: readonly Suspect[], one: Asked): Asked =>
  refused.some(({ asked }) => asked === one) ? { ...one, refusal: deny('suppressed').error } : one

function suspectsIn(desk: Desk, { start, asked }: Batch): readonly Suspect[] {
  let isThere = start.id !== null
  return asked.flatMap((one): Suspect[] => {
    const { command, sender, whenNobody } = one
    if (sender !== 'backend' || command === null || one.refusal) return []
    const imports = isImport(command)
    if (command.type === 'accept' && !imports) isThere = true
    const login = !isThere && whenNobody === 'founds' ? start.bind : null
    const identifiers = imports ? identifiersIn(desk, command) : []
    if (login === null && identifiers.length === 0) return []
    return [{ asked: one, identifiers, ...(login !== null && { login }) }]
  })
}

const isImport = (command: Command): boolean =>
  command.type === 'enrol' || command.type === 'attest' || ('evidence' in command && command.evidence.act === 'import')

const identifiersIn = ({ plan, secrets }: Desk, command: Command): readonly string[] =>
  'answers' in command && command.answers
    ? Object.entries(command.answers)
        .filter(([field]) => isIdentifier(plan.program, field))
        .map(([field, value]) => identifierHash(secrets, field, value))
    : []

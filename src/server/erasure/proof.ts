import type { Json } from '../../core/json.js'
import { isConsent } from '../../core/program/purpose.js'
import { sealed } from '../../core/subject/event.js'
import type { LogLine } from '../../ports/record.js'
import type { Proof } from '../../ports/registers.js'
import type { Step } from '../../ports/store.js'
import { trying } from '../calls/load.js'
import type { Desk } from '../desk.js'
import { toBase64 } from '../vault/base64.js'
import { isIdentifier } from '../vault/identifiers.js'
import type { Erasing } from './erasing.js'

/** What somebody had agreed to before they were erased, and under which name. Instants are epoch milliseconds. */
export interface PastConsents {
  readonly subject: string
  readonly erasedAt: number
  /** From then on it is gone. */
  readonly until: number
  /** The identifiers that were known at the end, with the salts that open their commitments in the log. */
  readonly identifiers: { readonly [field: string]: { readonly value: Json; readonly salt: string } }
  /** Every line of their log that speaks of a ground: what was granted, refused and withdrawn, how, and shown what. */
  readonly lines: readonly LogLine[]
}

/** What a line has to tell of, to prove anything of a consent. */
const telling = new Set(['granted', 'refused', 'withdrawn', 'expired', 'objected', 'confirmed', 'learned', 'erased'])

const page = 500

/**
 * Sealed proof of past consents, with a key apart from the subject's own, which is about to go. Nothing where they never
 * consented to anything, or where nothing is to be kept.
 */
export async function proofOf(desk: Desk, erasing: Erasing, until: number): Promise<Proof | undefined> {
  const { step, opened, at } = erasing
  if (until <= at) return undefined
  const lines = [...(await history(desk, step.subject, step.before.version)), ...ownLines(step, at)].flatMap(
    tellingPart,
  )
  if (!lines.some(tellsConsent)) return undefined
  const identifiers = Object.entries(opened.open)
    .filter(([field]) => isIdentifier(desk.plan.program, field))
    .map(([field, { value, salt }]) => [field, { value, salt: toBase64(salt) }] as const)
  const { subject } = step
  const past: PastConsents = { subject, erasedAt: at, until, identifiers: Object.fromEntries(identifiers), lines }
  const id = crypto.randomUUID()
  const bytes = new TextEncoder().encode(JSON.stringify(past))
  return { id, subject, sealed: await desk.vault.sealApart(subject, nameOf(id), bytes), at, until }
}

/** Whether somebody ever consented to anything, whatever became of it. */
export const everConsented = async (desk: Desk, subject: string, version: number): Promise<boolean> =>
  (await history(desk, subject, version)).some(tellsConsent)

const tellsConsent = ({ events }: LogLine): boolean =>
  events.some((event) => event.type === 'granted' && isConsent(event))

const nameOf = (id: string): string => `proof ${id}`

async function history({ store, tenant }: Desk, subject: string, to: number): Promise<readonly LogLine[]> {
  const all: LogLine[] = []
  for (let after = 0; after < to; ) {
    const lines = await trying(() => store.history(tenant, subject, { after, limit: page }))
    all.push(...lines.filter(({ version }) => version <= to))
    after = lines.at(-1)?.version ?? to
  }
  return all
}

/** What the step itself adds to the log. */
function ownLines({ subject, before, commands }: Step, at: number): readonly LogLine[] {
  return commands
    .filter(({ logged }) => logged)
    .flatMap(({ id, said, events }, n) =>
      said === null
        ? []
        : [
            {
              kind: 'log',
              subject,
              version: before.version + n + 1,
              command: id,
              at,
              said,
              events: events.map((event) => sealed(event)),
            },
          ],
    )
}

function tellingPart(line: LogLine): readonly LogLine[] {
  const events = line.events.filter(({ type }) => telling.has(type))
  return events.length > 0 ? [{ ...line, events }] : []
}

/**
 * Opens what was kept of somebody's consents, where it is not over yet.
 *
 * @throws EvenhandedError `bad_keys`, `keys_failed`, `store_failed`
 */
export async function openProofs(desk: Desk, subject: string): Promise<readonly PastConsents[]> {
  const proofs = await trying(() => desk.store.proofs(desk.tenant, subject))
  return Promise.all(
    proofs.map(async ({ id, sealed }) => {
      const bytes = await desk.vault.openApart(subject, nameOf(id), sealed)
      return JSON.parse(new TextDecoder().decode(bytes)) as PastConsents
    }),
  )
}

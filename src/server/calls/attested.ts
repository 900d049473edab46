import { record } from '../../core/json.js'
import type { Notice } from '../../core/program/notice.js'
import type { Plan } from '../../core/program/plan.js'
import type { Attest } from '../../core/subject/backend/backend-command.js'
import type { OnBehalf } from '../../core/subject/envelope.js'
import type { Desk } from '../desk.js'
import { hashOf } from '../secrets/secrets.js'
import type { AttestCall } from './backend-call.js'

/** What was shown in another system bears no version of this program. */
const elsewhere = 0

/** The notice of then; its text is empty where only its hash is known. */
export function noticeOf({ program }: Plan, { notice }: AttestCall): Notice | undefined {
  if (!notice) return undefined
  const { language = 'en' } = program
  if ('hash' in notice) return { text: '', hash: notice.hash, version: elsewhere, language }
  return { text: notice.text, hash: hashOf(notice.text), version: elsewhere, language: notice.language ?? language }
}

/** The command's own part: the proof is what the call says of it, and nothing of the program's. */
export function attested({ plan }: Desk, call: AttestCall, who: OnBehalf): Omit<Attest, keyof Envelope> & OnBehalfOf {
  const { type, status, purpose, fields, answers, act, confirmed } = call
  const { hash = '', version = elsewhere, language = 'en' } = noticeOf(plan, call) ?? {}
  const evidence = { act: act ?? ('import' as const), notice: { hash, version, language }, ...who }
  return {
    ...{ type, status, purpose, fields },
    ...(answers && { answers: record(answers as Attest['answers']) }),
    ...(confirmed && { confirmed }),
    // A no needs no proof; what there is of one is kept.
    ...(status === 'granted' || hash !== '' ? { evidence } : { onBehalf: who }),
  }
}

type Envelope = Pick<Attest, 'id' | 'subject' | 'at' | 'touchpoint' | 'seen' | 'own' | 'onBehalf'>
type OnBehalfOf = Pick<Attest, 'onBehalf'>

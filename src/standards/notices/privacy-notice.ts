import type { Program } from '../../core/program/program.js'
import type { Result } from '../../core/result.js'
import { automated } from './privacy/automated.js'
import { brief } from './privacy/brief.js'
import { california, changes, device, minors, record } from './privacy/further.js'
import { points } from './privacy/points.js'
import { purposes } from './privacy/purposes.js'
import { recipients } from './privacy/recipients.js'
import { rights } from './privacy/rights.js'
import { who } from './privacy/who.js'
import { type NoticeOptions, type UnknownLanguage, type Written, written } from './written.js'

/**
 * The privacy notice (GDPR Art. 13; Swiss DSG Art. 19) that follows from a program: what it gives and asks, who is
 * responsible, each purpose with its ground and its span, each field with whether it must be given, who gets data and
 * where, rights, authorities, automated decisions. `gaps` lists what it should say and the program does not.
 *
 * @example
 * const notice = privacyNotice(shop, { language: 'de' })
 * if (notice.ok) console.log(markdown(notice.value.document))
 */
export const privacyNotice = (program: Program, options: NoticeOptions = {}): Result<Written, UnknownLanguage> =>
  written(program, options, (telling) => ({
    title: telling.words.privacy.title,
    lead: telling.fill(telling.words.privacy.lead, { controller: { said: program.controller.name } }),
    blocks: [brief, who, purposes, points, recipients, device]
      .flatMap((part) => part(telling))
      .concat(record(telling, options.policy ?? {}))
      .concat([rights, automated, minors, california, changes].flatMap((part) => part(telling))),
  }))

import type { Calendar } from '../../core/points/calendar.js'
import type { Contact } from '../../core/program/controller.js'
import type { Definition } from '../../core/program/program.js'
import type { SubjectRecord } from '../../core/rights/subject-record.js'
import { type Fragment, html, page } from './html.js'
import { recordPart } from './record-page.js'
import type { SubjectRequest } from './request.js'
import type { LetterWords } from './words/english.js'
import { filled, wordsFor } from './words/words-for.js'

/**
 * A letter about a request, as HTML to print or send: that it came, that it takes longer, or what the answer is.
 * Data in, text out.
 *
 * @param about `record`: everything that is known, which follows the answer
 */
export function answerPage(
  program: Definition,
  calendar: Calendar,
  about: { readonly request: SubjectRequest; readonly record: SubjectRecord | null; readonly now: number },
): string {
  const { request, record, now } = about
  const words = wordsFor(program.language)
  const { controller } = program
  const date = (at: number) => calendar.dateOf(at)
  const lastDay = date(request.due - 1)
  return page(words.language, words.about[request.kind], [
    html`<header><p>${controller.name}<br>${controller.address}</p><p>${date(now)}</p></header>`,
    html`<h1>${words.about[request.kind]}</h1>`,
    html`<dl><dt>${words.reference}</dt><dd>${request.id}</dd><dt>${words.received}</dt><dd>${date(request.receivedAt)}</dd>`,
    request.closed ? html`</dl>` : html`<dt>${words.answerBy}</dt><dd>${lastDay}</dd></dl>`,
    said(request, words, { date: lastDay, answered: date(request.closed?.at ?? now) }),
    request.says === null ? html`` : html`<p>${words.youWrote}</p><blockquote>${request.says}</blockquote>`,
    record ? recordPart(record, words, { calendar, zone: program.timeZone ?? 'UTC' }) : html``,
    html`<footer><p>${words.complain}</p>${contacts(program, words)}</footer>`,
  ])
}

function said(
  { closed, extended, source }: SubjectRequest,
  words: LetterWords,
  { date, answered }: { readonly date: string; readonly answered: string },
): Fragment {
  if (closed) return html`<p>${filled(words.answered, { date: answered })}</p><p class="words">${closed.answer}</p>`
  if (extended) return html`<p>${filled(words.longer, { date, source })}</p><p class="words">${extended.reason}</p>`
  return html`<p>${filled(words.came, { date, source })}</p>`
}

function contacts({ controller, officer, representative }: Definition, words: LetterWords): readonly Fragment[] {
  const told = (text: string, { name, contact, address = '' }: Contact): Fragment =>
    html`<p>${filled(text, { contact: [name, address, contact].filter((part) => part !== '').join(', ') })}</p>`
  return [
    html`<p>${filled(words.writeTo, { contact: `${controller.contact}, ${controller.policyUrl}` })}</p>`,
    ...(officer ? [told(words.officer, officer)] : []),
    ...(representative ? [told(words.representative, representative)] : []),
  ]
}

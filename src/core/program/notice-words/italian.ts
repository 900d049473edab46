import type { NoticeWords } from './english.js'

/**
 * For a program that speaks Italian.
 *
 * @example
 * noticeText({ ...shop, language: 'it', notices: italianNotices }, 'raffle')
 */
export const italianNotices: NoticeWords = {
  language: 'it',
  get: 'Lei riceve: {what}',
  once: 'Punti e buoni si ricevono una volta sola, anche se si esce e si ritorna.',
  steps: 'Le domande arrivano passo per passo. Ogni passo prima dell’ultimo Le dà: {what}',
  asked: '{what}: {why}.',
  optional: '{what} (facoltativo)',
  oneOf: 'A scelta: {what}',
  used: 'Usiamo: {what}. {why}.',
  recorded: 'Registriamo: {what}. {why}.',
  box: 'Se spunta la casella: {what}.',
  basis: {
    consent: 'con il Suo consenso',
    'explicit-consent': 'con il Suo consenso esplicito',
    contract: 'per il nostro accordo con Lei',
    'legitimate-interest': 'nel nostro legittimo interesse',
    'legal-obligation': 'perché la legge lo impone',
  },
  onDevice: ', solo sul Suo dispositivo',
  valid: ', per {span}',
  kept: ', conservazione: {span}',
  fieldKept: ', conservazione ({what}): {span}',
  with: ', con {who}',
  exits: 'Può uscire, rettificare e cancellare in ogni momento; non costa nulla.',
  units: [
    ['anno', 'anni'],
    ['mese', 'mesi'],
    ['settimana', 'settimane'],
    ['giorno', 'giorni'],
    ['ora', 'ore'],
    ['minuto', 'minuti'],
    ['secondo', 'secondi'],
  ],
}

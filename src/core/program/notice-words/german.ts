import type { NoticeWords } from './english.js'

/**
 * For a program that speaks German, in Swiss spelling as well: no word of it has an ß.
 *
 * @example
 * noticeText({ ...shop, language: 'de', notices: germanNotices }, 'raffle')
 */
export const germanNotices: NoticeWords = {
  language: 'de',
  get: 'Sie bekommen: {what}',
  once: 'Punkte und Gutscheine gibt es einmal, auch wenn Sie gehen und wiederkommen.',
  steps: 'Gefragt wird Schritt für Schritt. Jeder Schritt vor dem letzten bringt Ihnen: {what}',
  asked: '{what}: {why}.',
  optional: '{what} (freiwillig)',
  oneOf: 'Eines davon: {what}',
  used: 'Wir verwenden: {what}. {why}.',
  recorded: 'Wir zeichnen auf: {what}. {why}.',
  box: 'Wenn Sie es ankreuzen: {what}.',
  basis: {
    consent: 'mit Ihrer Einwilligung',
    'explicit-consent': 'mit Ihrer ausdrücklichen Einwilligung',
    contract: 'für unsere Vereinbarung mit Ihnen',
    'legitimate-interest': 'in unserem berechtigten Interesse',
    'legal-obligation': 'weil das Gesetz es verlangt',
  },
  onDevice: ', nur auf Ihrem Gerät',
  valid: ', für {span}',
  kept: ', {span} aufbewahrt',
  fieldKept: ', {what} {span} aufbewahrt',
  with: ', mit {who}',
  exits: 'Sie können jederzeit austreten, berichtigen und löschen; das kostet nichts.',
  units: [
    ['Jahr', 'Jahre'],
    ['Monat', 'Monate'],
    ['Woche', 'Wochen'],
    ['Tag', 'Tage'],
    ['Stunde', 'Stunden'],
    ['Minute', 'Minuten'],
    ['Sekunde', 'Sekunden'],
  ],
}

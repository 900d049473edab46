import type { NoticeWords } from './english.js'

/**
 * For a program that speaks French; a space that must not break stands before each colon.
 *
 * @example
 * noticeText({ ...shop, language: 'fr', notices: frenchNotices }, 'raffle')
 */
export const frenchNotices: NoticeWords = {
  language: 'fr',
  get: 'Vous recevez\u00a0: {what}',
  once: 'Les points et les bons sont donnés une seule fois, même à qui part et revient.',
  steps: 'Les questions viennent étape par étape. Chaque étape avant la dernière vous apporte\u00a0: {what}',
  asked: '{what}\u00a0: {why}.',
  optional: '{what} (facultatif)',
  oneOf: 'Au choix\u00a0: {what}',
  used: 'Nous utilisons\u00a0: {what}. {why}.',
  recorded: 'Nous enregistrons\u00a0: {what}. {why}.',
  box: 'Si vous cochez la case\u00a0: {what}.',
  basis: {
    consent: 'avec votre consentement',
    'explicit-consent': 'avec votre consentement explicite',
    contract: 'pour notre accord avec vous',
    'legitimate-interest': 'dans notre intérêt légitime',
    'legal-obligation': 'parce que la loi l’exige',
  },
  onDevice: ', sur votre appareil seulement',
  valid: ', pour {span}',
  kept: ', conservation\u00a0: {span}',
  fieldKept: ', conservation ({what})\u00a0: {span}',
  with: ', avec {who}',
  exits: 'Vous pouvez à tout moment partir, rectifier et effacer\u00a0; cela ne coûte rien.',
  units: [
    ['an', 'ans'],
    ['mois', 'mois'],
    ['semaine', 'semaines'],
    ['jour', 'jours'],
    ['heure', 'heures'],
    ['minute', 'minutes'],
    ['seconde', 'secondes'],
  ],
}

import { type Refusal, type RefusalCode, type ServerCode, refusal as shared } from './refuse.js'

export { about, type Refusal, type RefusalCode } from './refuse.js'

/** What the server alone says: no page has to carry it. */
const words: { readonly [code in ServerCode]: string } = {
  bad_amount: 'Points are whole, not below zero and at most 2^53-1. Correct the amount.',
  over_limit: 'One award may not give as much. Correct the amount, or raise policy.maxAward.',
  self_award: 'Nobody awards themselves. Name another giver.',
  wrong_subject: 'This command is somebody else’s. Send it in its own subject’s session.',
  id_reused: 'This id was used for something else. Make a new one for each command.',
  expired_id: 'This id is too old. Make a new command.',
}

/** Any refusal with its words. */
export const refusal = (code: RefusalCode, more?: Pick<Refusal, 'fields' | 'facts'>): Refusal =>
  isServers(code) ? { code, message: words[code], ...more } : shared(code, more)

const isServers = (code: RefusalCode): code is ServerCode => Object.hasOwn(words, code)

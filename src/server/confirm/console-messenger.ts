import type { Messenger } from '../../ports/messenger.js'

/**
 * Writes messages to the console instead of sending them: for development, where one follows the link oneself.
 *
 * @example
 * const options = { messenger: consoleMessenger(), confirmUrl: 'http://localhost:3000/evenhanded/confirm' }
 */
export const consoleMessenger = (): Messenger => ({
  async send({ to, purposes, link, expiresAt }) {
    const what = purposes.map(({ label }) => label).join(', ')
    // biome-ignore lint/suspicious/noConsole: it is what this messenger does
    console.log(`To ${to}: please confirm “${what}” by ${new Date(expiresAt).toISOString()}\n  ${link}`)
  },
})

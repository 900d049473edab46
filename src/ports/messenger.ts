/** What somebody is asked to confirm, and by which link. */
export interface Message {
  /** The same of a message that comes again. */
  readonly id: string
  readonly kind: 'confirm'
  /** The address, number or whatever else the identifier is. */
  readonly to: string
  /** The identifier's name in the program. */
  readonly field: string
  readonly subject: string
  /** What was agreed to, and waits for the confirmation; in the words of the program. */
  readonly purposes: readonly { readonly id: string; readonly label: string }[]
  /** Where it is confirmed: a page with a button. Whoever has it can confirm, so it goes to nobody else. */
  readonly link: string
  /** BCP 47, as the program speaks. */
  readonly language: string
  /** Epoch milliseconds; afterwards what was agreed to has lapsed. */
  readonly expiresAt: number
}

/**
 * Takes messages to where they are read: a mail service, a gateway for short messages.
 *
 * - **At least once.** A message may come again under its id, where it is not known whether it was taken: who must not
 *   send it twice keeps the ids of a day.
 * - **Taken or not.** What it resolves is on its way. It rejects what should be tried again later, and takes what can
 *   never arrive, as a mailbox that is none does: nobody is told whether an address exists.
 */
export interface Messenger {
  send(message: Message): Promise<void>
}

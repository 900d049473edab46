/** What a form says of its own. Everything else that it shows is the program's. */
export interface FormWords {
  readonly gets: string
  readonly asks: string
  readonly oneOf: string
  readonly known: string
  readonly optional: string
  readonly granted: string
  readonly notice: string
  readonly accept: string
  /** In the place of `accept`, where a step of a long ask is not the last. */
  readonly goOn: string
  readonly step: (number: number, of: number) => string
  readonly stepGets: string
  readonly later: string
  readonly decline: string
  readonly loading: string
  readonly done: string
  readonly declined: string
  /** Before the code of a coupon that was handed out. */
  readonly code: string
  /** @param at epoch milliseconds: from here on it is worth nothing */
  readonly goodUntil: (at: number) => string
  readonly errors: string
  readonly missing: string
  /** As `missing`, where there are options to choose from. */
  readonly unchosen: string
  readonly invalid: string
  readonly points: (amount: number, currency: string) => string
  readonly age: string
  readonly adult: string
  readonly minor: string
  readonly explicit: (label: string, purpose: string) => string
}

export const english: FormWords = {
  gets: 'What you get',
  asks: 'What we ask',
  oneOf: 'One of these is enough',
  known: 'What we know already',
  optional: 'optional',
  granted: 'agreed to before',
  notice: 'What happens with it',
  accept: 'Accept',
  goOn: 'Go on',
  step: (number, of) => `Step ${number} of ${of}`,
  stepGets: 'With this step you get',
  later: 'Asked later',
  decline: 'No, thank you',
  loading: 'One moment',
  done: 'Agreed. You get:',
  declined: 'Noted. We leave it at that.',
  code: 'Your code:',
  goodUntil: (at) => `Good until ${new Date(at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}.`,
  errors: 'Not done yet',
  missing: 'Please fill this in.',
  unchosen: 'Please choose.',
  invalid: 'Please check this.',
  points: (amount, currency) => `+${amount} ${currency}`,
  age: 'How old are you?',
  adult: 'I am of age',
  minor: 'I am younger',
  explicit: (label, purpose) => `I agree that you use “${label}” for this: ${purpose}`,
}

export type { FormWords } from './ui/form/words.js'
export { createHooks, type Hooks } from './ui/react/create-hooks.js'
export type { GateProps } from './ui/react/gate.js'
export type { OfferFormProps } from './ui/react/offer-form.js'

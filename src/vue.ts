export type { FormWords } from './ui/form/words.js'
export { createHooks, type Hooks } from './ui/vue/create-hooks.js'
export type { OfferFormProps } from './ui/vue/offer-form.js'

export { devtools } from './ui/elements/devtools.js'
export type { Labels } from './ui/elements/labels.js'
export { missingWords } from './ui/elements/missing-words.js'
export { reasonWords } from './ui/elements/reason-words.js'

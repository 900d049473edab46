/** What somebody may ask for (GDPR Art. 13 to 22 and 77; Cal. Civ. Code 1798.100 to 1798.130). */
export const requestKinds = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'opt-out',
  'review',
  'complaint',
  'other',
] as const

/** `opt-out`: of sale and sharing; `review`: that a person looks at a decision (GDPR Art. 22). */
export type RequestKind = (typeof requestKinds)[number]

/** What one says of an exchange afterwards, measured by what one gave: nothing, less than that, about as much, more. */
export const appraisals = ['nothing', 'less', 'even', 'more'] as const

export type Appraisal = (typeof appraisals)[number]

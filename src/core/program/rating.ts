/**
 * How unwilling people are to share an item, from 0 (nobody minds) to 1 (hardly anyone tells). Mean ratings of Bhatia
 * and Breaux (cmu-relab/privacy-risk, MIT), from 1 to 8, as (mean - 1) / 7. Their limits: a US sample of paid answerers,
 * 180 to 600 ratings each, several by one person, asked about harm and not about what they got.
 */
export const ratings = {
  HomeState: 0.34,
  AgeRange: 0.37,
  DateOfBirth: 0.49,
  EmailAddress: 0.49,
  FullName: 0.5,
  HomeAddress: 0.57,
  PhoneNumber: 0.6,
  CreditCardNumber: 0.65,
  HostName: 0.67,
  IPAddress: 0.68,
  WebsitesVisited: 0.7,
  MACAddress: 0.72,
  Emails: 0.75,
  DriversLicenseInformation: 0.78,
  MedicalProcedure: 0.82,
  Diseases: 0.83,
  SSN: 0.88,
} as const

/** An item of the published ratings. */
export type RatedItem = keyof typeof ratings

/** A sensitivity below the default, and what shows that these people mind less. */
export interface MeasuredSensitivity {
  /** From 0 to 1. */
  readonly is: number
  /** Who asked whom, in a reader's words. */
  readonly source: string
  /** How many answered. */
  readonly answers: number
  /** When, as in `2026-05-01`. */
  readonly date: string
}

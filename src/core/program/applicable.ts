import type { Program } from './program.js'

const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'

/** Whether a country is a member of the European Economic Area (ISO 3166). */
export const inEconomicArea = (country: string): boolean => members.split(' ').includes(country)

/** Whether the GDPR applies, as far as the program tells: without markets the strictest rules do. */
export const underGdpr = ({ markets, controller }: Pick<Program, 'markets' | 'controller'>): boolean =>
  markets === undefined ||
  markets.includes('EU') ||
  controller.jurisdiction === 'EU' ||
  inEconomicArea(controller.jurisdiction)

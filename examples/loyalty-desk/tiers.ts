import type { PointTier, Tiers } from 'evenhanded'
import { desk } from './program.js'

const tiers: Tiers | undefined = desk.currencies.grain?.tiers

/** From the lowest to the highest, with the grains that each takes in a quarter. */
export const steps: readonly PointTier[] = tiers?.by === 'points' ? tiers.steps : []

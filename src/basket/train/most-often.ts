/**
 * How many baskets of one member count for one item and for one pair: so that a model is what members have in common,
 * and nobody's habit, nor anybody's way to have their own wares suggested.
 */
export const mostOften = 5

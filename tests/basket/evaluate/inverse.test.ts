import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { sweepLower } from '../../../src/basket/evaluate/inverse.js'

it('inverts what is symmetric and positive definite, whatever its size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 23 }),
      fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })),
      (size, stream) => {
        const root = Float64Array.from({ length: size * size }, () => stream.next().value as number)
        const matrix = new Float64Array(size * size)
        const cell = (of: Float64Array, row: number, column: number) => of[row * size + column] as number
        for (let row = 0; row < size; row++)
          for (let column = 0; column < size; column++) {
            let sum = row === column ? 1 : 0
            for (let k = 0; k < size; k++) sum += cell(root, row, k) * cell(root, column, k)
            matrix[row * size + column] = sum
          }
        const swept = matrix.slice()
        sweepLower(swept, size)
        for (let row = 0; row < size; row++)
          for (let column = 0; column < size; column++) {
            let sum = 0
            for (let k = 0; k < size; k++)
              sum -= cell(matrix, row, k) * cell(swept, Math.max(k, column), Math.min(k, column))
            expect(sum).toBeCloseTo(row === column ? 1 : 0, 8)
          }
      },
    ),
    { numRuns: 25 },
  )
})

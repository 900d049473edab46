/** So many pivots at once: each number of the matrix is fetched once for all of them. */
const width = 8

/**
 * Inverts a symmetric, positive definite matrix in place, by sweeping its pivots. It looks at the lower half alone and
 * leaves the result there, turned in sign: half the work of an inverse that does not know of the symmetry.
 *
 * @param matrix `size` rows of `size` numbers
 * @param swept hears how many pivots are done
 */
export function sweepLower(
  matrix: Float64Array,
  size: number,
  swept: (pivots: number) => void = () => undefined,
): void {
  const sides = Array.from({ length: width }, () => new Float64Array(size))
  const by = Array.from({ length: width }, () => new Float64Array(size))
  for (let from = 0; from < size; from += width) {
    const to = Math.min(from + width, size)
    sweep(matrix, size, { from, to, sides, by })
    swept(to)
  }
}

interface Pivots {
  readonly from: number
  readonly to: number
  /** Of each pivot, its column; and the same times the inverse of the pivots' own block. */
  readonly sides: readonly Float64Array[]
  readonly by: readonly Float64Array[]
}

function sweep(matrix: Float64Array, size: number, { from, to, sides, by }: Pivots): void {
  const count = to - from
  const inner = inverseOf(block(matrix, size, from, count), count)
  for (let pivot = 0; pivot < width; pivot++) {
    const [side, its] = [sides[pivot] as Float64Array, by[pivot] as Float64Array]
    if (pivot >= count) {
      side.fill(0)
      its.fill(0)
      continue
    }
    for (let row = 0; row < size; row++) side[row] = matrix[at(row, from + pivot, size)] as number
    // The pivots themselves change in another way than the rest: below.
    side.fill(0, from, to)
  }
  for (let pivot = 0; pivot < count; pivot++) {
    const its = by[pivot] as Float64Array
    for (let row = 0; row < size; row++) {
      let sum = 0
      for (let other = 0; other < count; other++)
        sum += ((sides[other] as Float64Array)[row] as number) * (inner[other * count + pivot] as number)
      its[row] = sum
    }
  }
  subtract(matrix, size, sides, by)
  for (let pivot = 0; pivot < count; pivot++) {
    for (let row = 0; row < size; row++)
      if (row < from || row >= to) matrix[at(row, from + pivot, size)] = (by[pivot] as Float64Array)[row] as number
    for (let other = 0; other <= pivot; other++)
      matrix[(from + pivot) * size + from + other] = -(inner[pivot * count + other] as number)
  }
}

/** Takes from each number of the lower half what the pivots explain: nearly all of the time is spent here. */
function subtract(
  matrix: Float64Array,
  size: number,
  sides: readonly Float64Array[],
  by: readonly Float64Array[],
): void {
  const [s0, s1, s2, s3, s4, s5, s6, s7] = sides as Eight<Float64Array>
  for (let row = 0; row < size; row++) {
    const [x0, x1, x2, x3, x4, x5, x6, x7] = by.map((its) => its[row]) as Eight<number>
    const start = row * size
    for (let column = 0; column <= row; column++)
      matrix[start + column] =
        (matrix[start + column] as number) -
        x0 * (s0[column] as number) -
        x1 * (s1[column] as number) -
        x2 * (s2[column] as number) -
        x3 * (s3[column] as number) -
        x4 * (s4[column] as number) -
        x5 * (s5[column] as number) -
        x6 * (s6[column] as number) -
        x7 * (s7[column] as number)
  }
}

type Eight<One> = [One, One, One, One, One, One, One, One]

/** Where a number of a symmetric matrix stands in the lower half. */
const at = (row: number, column: number, size: number): number =>
  row >= column ? row * size + column : column * size + row

function block(matrix: Float64Array, size: number, from: number, count: number): Float64Array {
  const own = new Float64Array(count * count)
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      own[row * count + column] = matrix[at(from + row, from + column, size)] as number
  return own
}

/** The inverse of a few rows, by Gauss and Jordan. */
function inverseOf(matrix: Float64Array, size: number): Float64Array {
  for (let pivot = 0; pivot < size; pivot++) {
    const one = 1 / (matrix[pivot * size + pivot] as number)
    matrix[pivot * size + pivot] = 1
    for (let column = 0; column < size; column++)
      matrix[pivot * size + column] = (matrix[pivot * size + column] as number) * one
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue
      const times = matrix[row * size + pivot] as number
      matrix[row * size + pivot] = 0
      for (let column = 0; column < size; column++)
        matrix[row * size + column] =
          (matrix[row * size + column] as number) - times * (matrix[pivot * size + column] as number)
    }
  }
  return matrix
}

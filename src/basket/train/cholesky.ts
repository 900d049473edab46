/**
 * Solves a·x = b for a symmetric matrix.
 *
 * @param a     row by row; its lower half is read, and overwritten
 * @param b     overwritten by x
 * @param size  of a and b; what stands beyond is not looked at
 * @param least what every pivot has to be above
 * @returns whether a was positive definite, by so much; where it was not, b is of no use
 */
export function solveInPlace(a: Float64Array, b: Float64Array, size: number, least = 0): boolean {
  for (let row = 0; row < size; row++) {
    const at = row * size
    for (let column = 0; column <= row; column++) {
      const other = column * size
      let sum = a[at + column] as number
      for (let k = 0; k < column; k++) sum -= (a[at + k] as number) * (a[other + k] as number)
      if (column < row) a[at + column] = sum / (a[other + column] as number)
      else if (sum > least) a[at + row] = Math.sqrt(sum)
      else return false
    }
    let sum = b[row] as number
    for (let k = 0; k < row; k++) sum -= (a[at + k] as number) * (b[k] as number)
    b[row] = sum / (a[at + row] as number)
  }
  for (let row = size - 1; row >= 0; row--) {
    const x = (b[row] as number) / (a[row * size + row] as number)
    b[row] = x
    for (let k = 0; k < row; k++) b[k] = (b[k] as number) - x * (a[row * size + k] as number)
  }
  return true
}

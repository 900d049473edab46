/** The first `count` prime numbers. */
function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n)
  return found
}

/** The first 32 bits of a root's fraction: how FIPS 180-4 defines its constants. */
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

let constants: Int32Array | undefined

/**
 * SHA-256 (FIPS 180-4), as lower-case hex, at once: a page's own `crypto.subtle` has it only later, and outside secure
 * contexts not at all. A quarter of the size of a library that knows other hashes as well.
 */
export function sha256(bytes: Uint8Array): string {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6)
  const data = new DataView(padded.buffer)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  data.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29))
  data.setUint32(padded.length - 4, bytes.length << 3)
  constants ??= Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)))
  const words = new Int32Array(64)
  const state = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)))
  for (let block = 0; block < padded.length; block += 64) digest(state, data, block, constants, words)
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function digest(state: Int32Array, data: DataView, block: number, k: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    if (i < 16) words[i] = data.getInt32(block + i * 4)
    else {
      const w15 = words[i - 15] as number
      const w2 = words[i - 2] as number
      words[i] =
        (words[i - 16] as number) +
        (turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3)) +
        (words[i - 7] as number) +
        (turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10))
    }
    const first =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (k[i] as number) + (words[i] as number)) |
      0
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  const after = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (after[i] as number)
}

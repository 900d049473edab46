/** The first `count` prime numbers. */
function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n)
  return found
}

/** The first 32 bits of a root's fraction: how FIPS 180-4 defines its constants. */
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

let constants: readonly number[] | undefined

/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, as lower-case hex. A page's own `crypto.subtle` is asynchronous
 * and missing outside secure contexts; a notice has to be there at once, everywhere.
 */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const padded = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6))
  for (const [index, byte] of bytes.entries()) padded.setUint8(index, byte)
  padded.setUint8(bytes.length, 0x80)
  padded.setUint32(padded.byteLength - 8, Math.floor(bytes.length / 2 ** 29))
  padded.setUint32(padded.byteLength - 4, bytes.length << 3)
  constants ??= primes(64).map((prime) => fraction(Math.cbrt(prime)))
  let state = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)))
  for (let block = 0; block < padded.byteLength; block += 64) state = digest(state, padded, block, constants)
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function digest(state: Int32Array<ArrayBuffer>, data: DataView, block: number, k: readonly number[]) {
  const words: number[] = []
  let now = [...state] as [number, number, number, number, number, number, number, number]
  for (const [i, constant] of k.entries()) {
    const [a, b, c, d, e, f, g, h] = now
    const w15 = words[i - 15] ?? 0
    const w2 = words[i - 2] ?? 0
    const word =
      i < 16
        ? data.getInt32(block + i * 4)
        : ((words[i - 16] ?? 0) +
            (turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3)) +
            (words[i - 7] ?? 0) +
            (turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10))) |
          0
    const first = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constant + word
    const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    words.push(word)
    now = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g]
  }
  return state.map((word, i) => word + (now[i] ?? 0))
}

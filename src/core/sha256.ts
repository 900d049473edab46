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
const words = /* @__PURE__ */ new Int32Array(64)

/**
 * SHA-256 (FIPS 180-4), at once. Web Crypto has it only later, and outside secure contexts not at all; a quarter of the
 * size of a library that knows other hashes as well.
 *
 * @returns 32 bytes
 */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  constants ??= Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)))
  const state = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)))
  const whole = bytes.length & ~63
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let block = 0; block < whole; block += 64) digest(state, data, block, constants)
  const rest = ended(bytes.subarray(whole), bytes.length)
  for (let block = 0; block < rest.byteLength; block += 64) digest(state, rest, block, constants)
  const hash = new DataView(new ArrayBuffer(32))
  for (const [index, word] of state.entries()) hash.setInt32(index * 4, word)
  return new Uint8Array(hash.buffer)
}

/** As lower-case hex. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What is left after the last whole block, with the end that the standard wants. */
function ended(rest: Uint8Array, length: number): DataView {
  const padded = new Uint8Array((rest.length + 72) & ~63)
  padded.set(rest)
  padded[rest.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29))
  view.setUint32(padded.length - 4, length << 3)
  return view
}

function digest(state: Int32Array, data: DataView, block: number, k: Int32Array): void {
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
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

/** Why a file could not be read to its end, and which line is the first that is missing. */
export interface Break {
  readonly line: number
  readonly reason: string
}

/**
 * Hands a file's lines to `take`, one by one, whatever the file's size; a `.gz` is unpacked on the way. Empty lines
 * are counted and left out.
 *
 * @param take gets the line without its end, and its number from 1 on
 * @param onBytes gets how many bytes of the file were read so far
 * @returns where the file broke off; every line that was whole before has been handed over
 * @throws what `open` throws where there is no such file
 */
export async function readLines(
  path: string,
  take: (line: string, number: number) => void,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Break | undefined> {
  const packed = await isPacked(path)
  const lines = splitter(take)
  let bytes = 0
  const counted = (chunk: Buffer): Buffer => {
    bytes += chunk.length
    onBytes(bytes)
    return chunk
  }
  try {
    if (packed) await unpack(path, counted, lines.add)
    else for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) lines.add(counted(chunk))
  } catch (error) {
    return { line: lines.next(), reason: broken(error, packed) }
  }
  lines.end()
  return undefined
}

/** Whether it is a gzip file, by its name or its first bytes. */
export async function isPacked(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return path.endsWith('.gz') || (bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b)
  } finally {
    await file.close()
  }
}

/**
 * Written and ended by hand: where the last piece and the end reach zlib together, a file that was cut off takes with
 * it what could still be unpacked.
 */
async function unpack(path: string, counted: (chunk: Buffer) => Buffer, add: (chunk: Buffer) => void): Promise<void> {
  const gunzip = createGunzip({ chunkSize: 1 << 17 })
  gunzip.on('data', add)
  const failed = once(gunzip, 'end')
  // Awaited below; a failure before that must not count as unhandled.
  failed.catch(() => undefined)
  for await (const chunk of createReadStream(path)) {
    const written = new Promise<void>((resolve) => gunzip.write(counted(chunk), () => resolve()))
    await Promise.race([written, failed])
    if (gunzip.errored) break
  }
  if (!gunzip.errored) gunzip.end()
  await failed
}

const broken = (error: unknown, packed: boolean): string => {
  const reason = error instanceof Error ? error.message : String(error)
  return packed ? `the gzip file breaks off or is damaged here (${reason})` : `the file can’t be read on (${reason})`
}

function splitter(take: (line: string, number: number) => void) {
  const decoder = new TextDecoder()
  let rest = ''
  let number = 0
  const one = (line: string): void => {
    number++
    const whole = line.endsWith('\r') ? line.slice(0, -1) : line
    if (whole !== '') take(whole, number)
  }
  return {
    add(chunk: Buffer): void {
      const text = rest + decoder.decode(chunk, { stream: true })
      let from = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        one(text.slice(from, end))
        from = end + 1
      }
      rest = text.slice(from)
    },
    end(): void {
      const last = rest + decoder.decode()
      if (last !== '') one(last)
    },
    next: (): number => number + 1,
  }
}

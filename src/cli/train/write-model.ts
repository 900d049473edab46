import { open, rename, rm } from 'node:fs/promises'
import { extname } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import type { TrainedModel } from 'evenhanded/basket'

/** Which form a file's name asks for. */
export type ModelForm = 'binary' | 'json' | 'module'

export function formOf(path: string): ModelForm {
  const ending = extname(path).toLowerCase()
  if (ending === '.json') return 'json'
  return ending === '.js' || ending === '.mjs' ? 'module' : 'binary'
}

/** A model as a file holds it: the bytes, the same to be read by people, or a module that brings the bytes along. */
export function modelFile(model: TrainedModel, form: ModelForm): Uint8Array | string {
  if (form === 'binary') return model.bytes()
  if (form === 'json') return `${JSON.stringify(model.toJson(), null, 2)}\n`
  const { program, name, date, checksum } = model
  const says = `What goes together: ${program}, ${name}, ${date}. Read it with readModel of evenhanded/basket.`
  return `// ${oneLine(says)}\n// sha256 ${checksum}\nexport default '${Buffer.from(model.bytes()).toString('base64')}'\n`
}

const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ')

/**
 * Writes a file whole or not at all: what stood there stays until the new is on the disk.
 *
 * @throws EvenhandedError `cannot_write`
 */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const draft = `${path}.${process.pid}.new`
  try {
    const file = await open(draft, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true })
    throw new EvenhandedError('cannot_write', `Can’t write ${path}: ${(cause as Error).message}`, [], { cause })
  }
}

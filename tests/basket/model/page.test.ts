import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))

it('gives a page that only scores what scores, and nothing that trains', async () => {
  const { metafile } = await build({
    stdin: { contents: `export { loadModel, readModel } from './src/basket.ts'`, resolveDir: root },
    ...{ absWorkingDir: root, bundle: true, write: false, metafile: true, format: 'esm', logLevel: 'silent' },
    external: ['node:*'],
  })
  const [output] = Object.values(metafile.outputs)
  const held = Object.entries(output!.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))
  const elsewhere = held.filter((path) => !path.startsWith('src/basket/model/') && !path.startsWith('src/core/'))
  expect(held).toContain('src/basket/model/scorer.ts')
  expect(held).not.toContain('src/basket/model/model-of.ts')
  expect([elsewhere, output!.imports]).toEqual([[], []])
})

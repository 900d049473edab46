import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** What of other people's a page carries that uses these of `evenhanded/basket`. */
async function carriedWith(names: string): Promise<readonly string[]> {
  const { metafile } = await build({
    stdin: {
      contents: `import { ${names} } from './src/basket.ts'\nconsole.log(${names})`,
      resolveDir: root,
    },
    ...{ bundle: true, write: false, format: 'esm', metafile: true, absWorkingDir: root },
  })
  const parts = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))
  return parts.flatMap(([file, { bytesInOutput }]) => {
    const [, name] = bytesInOutput > 0 ? (/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? []) : []
    return name === undefined ? [] : [name]
  })
}

it('loads the drawing of QR codes for a page that draws some, and for no other', async () => {
  expect(await carriedWith('couponStock, createFitting, couponReceipt, loadModel')).toEqual([])
  expect(await carriedWith('couponQr')).toEqual(['uqr'])
})

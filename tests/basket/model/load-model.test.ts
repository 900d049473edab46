import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadModel, modelOf } from 'evenhanded/basket'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { facts, weighed } from './weighed.js'

const model = modelOf(
  weighed([
    { item: 'boots', goesWith: { wax: 1 } },
    { item: 'wax', goesWith: {} },
  ]),
  facts,
)

const answers: { readonly [path: string]: RequestListener } = {
  '/model': (_, response) => response.end(model.bytes()),
  '/page': (_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': model.bytes().length })
    response.write(model.bytes().subarray(0, 40), () => response.destroy())
  },
  '/huge': (_, response) => {
    response.writeHead(200, { 'content-length': 2 ** 31 })
    response.flushHeaders()
  },
  '/never': () => undefined,
}
const http = createServer((request, response) => {
  const answer = answers[request.url ?? '']
  if (answer) answer(request, response)
  else response.writeHead(404).end()
})
const url = (path: string) => `http://127.0.0.1:${(http.address() as AddressInfo).port}${path}`
const code = async (...given: Parameters<typeof loadModel>) => {
  const loaded = await loadModel(...given)
  return loaded.ok ? undefined : loaded.error.code
}

beforeAll(() => new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  http.closeAllConnections()
  http.close()
})

describe('loadModel', () => {
  it('fetches a model', async () => {
    const loaded = await loadModel(url('/model'), { program: 'alpine-shop', name: 'goesWith' })
    expect(loaded.ok && loaded.value.similar(['boots']).items.map(({ item }) => item)).toEqual(['wax'])
  })

  it('takes one out of an address that holds it', async () => {
    expect(await code(`data:;base64,${Buffer.from(model.bytes()).toString('base64')}`)).toBeUndefined()
  })

  it('refuses what it cannot have, and what is no model', async () => {
    expect(await code(url('/nothing'))).toBe('no_answer')
    expect(await code('http://127.0.0.1:1/')).toBe('no_answer')
    expect(await code('/relative')).toBe('no_answer')
    expect(await code(url('/cut'))).toBe('no_answer')
    expect(await code(url('/page'))).toBe('not_a_model')
    expect(await code(url('/model'), { name: 'other' })).toBe('wrong_model')
    expect(await code(url('/never'), { signal: AbortSignal.timeout(20) })).toBe('no_answer')
  })

  it('does not wait for what is too large to be a model', async () => {
    expect(await code(url('/huge'))).toBe('too_large')
  })

  it('asks by another fetch where one is given', async () => {
    const asked: string[] = []
    const loaded = await loadModel('/goes-with.model', {
      fetch: async (from) => {
        asked.push(String(from))
        return new Response(model.bytes())
      },
    })
    expect([loaded.ok, asked]).toEqual([true, ['/goes-with.model']])
  })
})

import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { describe, expect, it } from 'vitest'
import { memory } from '../../src/server.js'
import { codes, device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'

describe('served by Node', () => {
  it('works over a real connection', async () => {
    const { server } = started({ store: memory() })
    const http = serve({ fetch: server.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => http.once('listening', resolve))
    try {
      const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
      const page = device({ fetch }, shop, origin)
      page.headers = { origin }
      const reply = await page.send(page.accept('membership', { email: 'a@b.ch' }))
      expect(codes(reply)).toEqual(['ok'])
      expect(page.jar.size).toBe(1)
      expect(await page.state()).toMatchObject({ subject: reply.subject })
      const large = await page.post({ x: 'x'.repeat(300_000) })
      expect([large.status, ((await large.json()) as { code: string }).code]).toEqual([413, 'too_large'])
    } finally {
      await new Promise((resolve) => http.close(resolve))
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory } from '../../src/server.js'
import { device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'

const types = ['accept', 'decline', 'withdraw', 'object', 'leave', 'rectify', 'redeem', 'erase', 'award', 'observe']

/** A good command in which something was put in another’s place, or beside it. */
const noise = fc.record({
  type: fc.constantFrom(...types),
  path: fc.array(fc.constantFrom('answers', 'email', 'evidence', 'notice', 'consents', 'at', 'seen', 'own', 'offer'), {
    maxLength: 3,
  }),
  name: fc.oneof(fc.constantFrom('email', 'hash', 'act', '__proto__', 'subject', 'purpose', 'points'), fc.string()),
  value: fc.jsonValue(),
})

describe('noise', () => {
  it('never breaks the server, never stores anything of a stranger, and never brings points', async () => {
    const { server, seen } = started({ store: memory() })
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 5 }), async (noises) => {
        const page = device(server, shop)
        const before = seen.stores
        const commands = noises.map(({ type, path, name, value }) => {
          const command = JSON.parse(JSON.stringify(page.accept('raffle', { email: 'nobody' })))
          command.type = type
          const at = path.reduce((place, step) => (typeof place?.[step] === 'object' ? place[step] : place), command)
          Object.defineProperty(at, name, { value, enumerable: true, configurable: true, writable: true })
          return command
        })
        const response = await page.post({ program: { id: shop.id, version: shop.version }, commands })
        expect(response.status).toBeLessThan(500)
        const reply = (await response.json()) as { results?: readonly { ok: boolean }[] }
        if (!reply.results?.some(({ ok }) => ok)) expect([seen.stores, page.jar.size]).toEqual([before, 0])
      }),
      { numRuns: 1_000 },
    )
    expect(seen.steps.flatMap(({ after }) => Object.values(after.points))).toEqual([])
  })

  it('in place of a body never breaks the server', async () => {
    const { server, seen } = started({ store: memory() })
    const page = device(server, shop)
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (body) => {
        const { status } = await page.post(body)
        expect([400, 409]).toContain(status)
      }),
      { numRuns: 1_000 },
    )
    expect(seen.loads).toEqual([])
  })
})

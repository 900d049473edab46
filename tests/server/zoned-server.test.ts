import { describe, expect, it } from 'vitest'
import { defineProgram } from '../../src/index.js'
import { createServer, memory } from '../../src/server.js'
import { club, policy } from './support/club.js'
import { secret } from './support/device.js'
import { opened } from './support/members.js'

const why = (key: string) => ({ reason: key, key })

describe('the programme’s time zone', () => {
  it('is where points end, and caps begin anew', async () => {
    // A quarter to midnight in Zurich, in winter.
    let now = Date.UTC(2026, 11, 31, 22, 45)
    const clock = () => now
    const { member } = opened({ store: memory({ clock }) }, { clock })
    const one = await member()
    await one.award({ points: { bonus: 10 }, ...why('a') })
    expect((await one.balance('bonus')).expiring).toEqual({ amount: 10, at: Date.UTC(2027, 11, 31, 23) })
    await one.earn('orders', { amount: 1_000_00, ...why('b') })
    expect(await one.earn('orders', { amount: 100, ...why('c') })).toMatchObject({
      outcome: { points: [{ amount: 0, withheld: 1 }] },
    })
    now += 15 * 60_000
    expect(await one.earn('orders', { amount: 100, ...why('d') })).toMatchObject({
      outcome: { points: [{ amount: 1 }] },
    })
  })

  it('has to be one that the machine knows', () => {
    const nowhere = defineProgram({ ...club, id: 'nowhere' } as never)
    const program = { ...(nowhere as object), timeZone: 'Alps/Matterhorn' } as never
    expect(() => createServer({ program, policy, store: memory(), secrets: [secret] })).toThrow(
      expect.objectContaining({ code: 'bad_time_zone' }),
    )
  })
})

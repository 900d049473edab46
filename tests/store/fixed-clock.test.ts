import { memory } from 'evenhanded/server'
import { fixedClock } from 'evenhanded/testing'
import { describe, expect, it } from 'vitest'

describe('a fixed clock', () => {
  it('stands still until it is told to move', async () => {
    const clock = fixedClock(Date.UTC(2026, 0, 31))
    const now = async () => (await memory({ clock }).load('shop', [{ commands: [] }]))[0]?.now
    expect(await now()).toBe(Date.UTC(2026, 0, 31))
    clock.pass('P1M')
    expect(await now()).toBe(Date.UTC(2026, 1, 28))
    clock.pass(5)
    expect(await now()).toBe(Date.UTC(2026, 1, 28) + 5)
    clock.set(7)
    expect(await now()).toBe(7)
  })
})

import { memory } from 'evenhanded/client'
import { expect, it } from 'vitest'
import { openBrowser, openServer, until } from './world.js'

it('finds its person again where the browser was killed before it kept the session', async () => {
  const browser = openBrowser(openServer(), memory())
  const first = browser.open()
  await first.ready
  const joined = await first.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
  if (joined.ok) await joined.settled
  const { subject } = first.snapshot()
  first.close()
  browser.cookie = ''
  const second = browser.open()
  await second.ready
  await second.offer('raffle').accept({ email: 'c@d.ch' })
  await until(() => second.status.unsent === 0)
  expect(second.snapshot()).toMatchObject({ subject, status: { connection: 'online', parked: 0 } })
  expect(second.points('bonus').available).toBe(500)
  second.close()
  // Once, and soon: later it is somebody who was signed out.
  browser.cookie = ''
  const third = browser.open({ clock: () => Date.now() + 120_000 })
  await third.ready
  await until(() => third.status.connection === 'online')
  browser.cookie = ''
  await third.sync()
  await until(() => third.status.connection === 'signed-out')
  expect(third.known()).toEqual([])
  third.close()
})

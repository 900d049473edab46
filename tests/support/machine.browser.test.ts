import { expect, it } from 'vitest'

it('runs inside a page, with the storage that the client uses', async () => {
  const names = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('machine', 1)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => resolve(opening.result.name)
  })
  expect(names).toBe('machine')
})

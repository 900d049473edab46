import { expect, it } from 'vitest'
import { basketPlaces } from '../../../src/basket/model/basket-places.js'
import { bestPlaces } from '../../../src/basket/model/best-places.js'

it('keeps nothing of a basket once it was answered', () => {
  const own = basketPlaces(new Map(['boots', 'wax', 'laces'].map((item, place) => [item, place])))
  own.read(['laces', 'wax', 'poncho'], [])
  expect([own.known, own.unknown, own.isBarred(2)]).toEqual([2, 1, true])
  own.forget()
  expect([own.known, own.unknown, own.isBarred(1), own.isBarred(2)]).toEqual([0, 0, false, false])
  expect([...own.places]).toEqual([0, 0, 0])
})

it('keeps nothing of what was suggested', () => {
  const best = bestPlaces(Float64Array.of(1, 3, 2))
  best.begin(2)
  for (const place of [0, 1, 2]) best.offer(place)
  best.sort()
  expect([...best.places.subarray(0, best.count)]).toEqual([1, 2])
  best.forget()
  expect([best.count, ...best.places]).toEqual([0, 0, 0, 0])
})

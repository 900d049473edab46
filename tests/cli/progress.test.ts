import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { progressOn } from '../../src/cli/progress.js'

/** What a terminal would show, control sequences included. */
const screen = () => {
  let shown = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      shown += String(chunk)
      done()
    },
  })
  return { stream: Object.assign(stream, { isTTY: true, columns: 80 }), shown: () => shown }
}

const silent = { env: {}, out: () => undefined, err: () => undefined }

it('shows on a terminal how far it is, within 80 columns', () => {
  const { stream, shown } = screen()
  const progress = progressOn({ ...silent, watched: stream })
  progress.start('Booking', 200)
  progress.update(100)
  progress.stop()
  expect(shown()).toContain('Booking')
  expect(shown()).toMatch(/█{20}░{20} 50 %/)
})

it('shows nothing where nobody watches', () => {
  const progress = progressOn(silent)
  expect(() => {
    progress.start('Booking', 200)
    progress.update(100)
    progress.stop()
  }).not.toThrow()
})

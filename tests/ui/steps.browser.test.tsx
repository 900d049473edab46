import { createHooks } from 'evenhanded/react'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeAll, describe, expect, it } from 'vitest'
import { answered, fill } from './form.js'
import { allSteps, stepOf, workshopClient } from './steps.js'

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})

describe('a long ask in React', () => {
  it('goes on step by step, says what each brings, and leaves out at the end what is only welcome', async () => {
    const client = workshopClient()
    await client.ready
    const { OfferForm } = createHooks(client)
    const told: string[] = []
    const place = document.createElement('div')
    document.body.replaceChildren(place)
    await act(async () =>
      createRoot(place).render(
        <OfferForm
          offer="repair"
          onStep={() => told.push('step')}
          onAccepted={() => told.push('accepted')}
          onDeclined={() => told.push('declined')}
        />,
      ),
    )
    expect(stepOf(place)).toEqual(allSteps[0])

    await act(() => fill(place, {}))
    await act(() => answered(place, 'errors'))
    expect(place.querySelector('.eh-errors')?.textContent).toBe('Not done yetBike: Please fill this in.')

    await act(() => fill(place, { bike: 'Gravel' }))
    await act(() => answered(place, 'step'))
    expect(stepOf(place)).toEqual(allSteps[1])
    await act(() => fill(place, { email: 'a@b.ch' }))
    await act(() => expect.poll(() => stepOf(place)).toEqual(allSteps[2]))
    expect(client.read('email', 'job')).toBe('a@b.ch')

    await act(() => fill(place, {}))
    await act(() => answered(place, 'done'))
    expect(place.textContent).toBe('Noted. We leave it at that.')
    expect(client.offer('repair')).toMatchObject({ accepted: true, asks: [], resting: [{ field: 'height' }] })
    expect(told).toEqual(['step', 'accepted', 'declined'])
  })
})

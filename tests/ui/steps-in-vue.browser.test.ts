import { createHooks } from 'evenhanded/vue'
import { describe, expect, it } from 'vitest'
import { createApp, h } from 'vue'
import { answered, fill } from './form.js'
import { allSteps, stepOf, workshopClient } from './steps.js'

describe('a long ask in Vue', () => {
  it('goes on step by step, says what each brings, and ends with what is only welcome', async () => {
    const client = workshopClient()
    await client.ready
    const { OfferForm } = createHooks(client)
    const told: string[] = []
    const place = document.createElement('div')
    document.body.replaceChildren(place)
    const heard = { onStep: () => told.push('step'), onAccepted: () => told.push('accepted') }
    createApp({ render: () => h(OfferForm, { offer: 'repair', ...heard }) }).mount(place)
    await expect.poll(() => stepOf(place)).toEqual(allSteps[0])

    await fill(place, {})
    await answered(place, 'errors')
    expect(place.querySelector('.eh-errors')?.textContent).toBe('Not done yetBike: Please fill this in.')

    await fill(place, { bike: 'Gravel' })
    await answered(place, 'step')
    expect(stepOf(place)).toEqual(allSteps[1])
    await fill(place, { email: 'a@b.ch' })
    await expect.poll(() => stepOf(place)).toEqual(allSteps[2])

    await fill(place, { height: '181' })
    await answered(place, 'done')
    expect(place.querySelector('.eh-done')?.textContent).toContain('Your bike, repaired')
    expect(client.read('height', 'tips')).toBe(181)
    expect(told).toEqual(['step', 'accepted', 'accepted'])
  })
})

import { createHooks } from 'evenhanded/react'
import { act } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { answered, fill, looked } from './form.js'
import { clubClient } from './program.js'

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})

async function shown() {
  const client = clubClient()
  const { Gate, OfferForm, usePoints, useConsents } = createHooks(client)
  const accepted: unknown[] = []
  const Points = () => <output>{usePoints('bonus').pending}</output>
  const Consents = () => (
    <ul>{useConsents().list.map(({ purpose, field, status }) => `${purpose}.${field} ${status};`)}</ul>
  )
  const page = (
    <main>
      <Gate name="table" otherwise={({ missing }) => <p id="gate">{`shut: ${missing.length}`}</p>}>
        <p id="gate">open</p>
      </Gate>
      <Points />
      <Consents />
      <OfferForm offer="join" words={{ accept: 'Join' }} onAccepted={(one) => accepted.push(one)} />
    </main>
  )
  const onServer = renderToString(page)
  const place = document.createElement('div')
  place.innerHTML = onServer
  document.body.replaceChildren(place)
  const mismatches: unknown[] = []
  await client.ready
  await act(async () => {
    hydrateRoot(place, page, { onRecoverableError: (error) => mismatches.push(error) })
  })
  return { client, place, onServer, mismatches, accepted }
}

describe('the offer form of React', () => {
  it('is the same on the server and at first in the browser, ready or not', async () => {
    const { onServer, mismatches, place } = await shown()
    expect(onServer).toContain('One moment')
    expect(onServer).not.toContain('shut')
    expect(mismatches).toEqual([])
    expect(place.querySelector('form')?.noValidate).toBe(true)
  })

  it('shows what one gets, what is asked and why, and two buttons', async () => {
    const { place } = await shown()
    expect(looked(place)).toEqual([
      '100 points to start with',
      'What we ask',
      'E-mailWhere we write to',
      'TasteWhat we pourTeaCoffee',
      'Birthday optional +10 bonusFor the day',
      'Allergy optionalWhat we leave outI agree that you use “Allergy” for this: Cook without it',
      'News optional',
      'What happens with it',
      'JoinNo, thank you',
    ])
  })

  it('says what is wrong beside the field and in one summary, and leads there', async () => {
    const { place } = await shown()
    await act(() => fill(place, { email: 'nobody' }))
    await act(() => answered(place, 'errors'))
    expect(document.activeElement).toBe(place.querySelector('.eh-errors'))
    expect([...place.querySelectorAll('.eh-errors li')].map((item) => item.textContent)).toEqual([
      'E-mail: An address, please.',
      'Taste: Please choose.',
    ])
    const input = place.querySelector<HTMLInputElement>('[name=email]')
    expect(input?.getAttribute('aria-invalid')).toBe('true')
    expect(input?.value).toBe('nobody')
    const link = place.querySelector<HTMLAnchorElement>('.eh-errors a')
    expect(place.querySelector(link?.getAttribute('href') ?? '')).not.toBeNull()
  })

  it('accepts what was ticked and no more, and opens the gate', async () => {
    const { place, accepted } = await shown()
    expect(place.querySelector('#gate')?.textContent).toBe('shut: 1')
    await act(() => fill(place, { email: 'a@b.ch', taste: 'tea' }))
    await act(() => answered(place, 'done'))
    expect(accepted).toHaveLength(1)
    expect(document.activeElement).toBe(place.querySelector('.eh-done'))
    expect(place.querySelector('#gate')?.textContent).toBe('open')
    expect(place.querySelector('output')?.textContent).toBe('100')
    expect(place.querySelector('ul')?.textContent).toContain('news.email refused')
  })

  it('takes a no', async () => {
    const { place, client } = await shown()
    await act(() => place.querySelector<HTMLButtonElement>('.eh-decline')?.click())
    await act(() => answered(place, 'done'))
    expect(place.querySelector('.eh-done')?.textContent).toBe('Noted. We leave it at that.')
    expect(client.explain({ offer: 'join' }).reasons[0]?.code).toBe('at_rest')
  })
})

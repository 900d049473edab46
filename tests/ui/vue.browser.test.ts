import { createHooks } from 'evenhanded/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, createSSRApp, defineComponent, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { answered, fill, looked } from './form.js'
import { clubClient } from './program.js'

async function shown() {
  const client = clubClient()
  const { Gate, OfferForm, usePoints, useConsents } = createHooks(client)
  const accepted: unknown[] = []
  const page = defineComponent(() => {
    const points = usePoints('bonus')
    const { list } = useConsents()
    return () =>
      h('main', [
        h(
          Gate,
          { name: 'table' },
          {
            default: () => h('p', { id: 'gate' }, 'open'),
            otherwise: ({ explained }: { explained: { missing: readonly unknown[] } }) =>
              h('p', { id: 'gate' }, `shut: ${explained.missing.length}`),
          },
        ),
        h('output', points.value.pending),
        h(
          'ul',
          list.value.map(({ purpose, field, status }) => `${purpose}.${field} ${status};`),
        ),
        h(OfferForm, {
          offer: 'join',
          words: { accept: 'Join' },
          onAccepted: (one: unknown) => accepted.push(one),
        }),
      ])
  })
  const onServer = await renderToString(createSSRApp(page))
  const place = document.createElement('div')
  place.innerHTML = onServer
  document.body.replaceChildren(place)
  const warned = vi.spyOn(console, 'warn')
  const failed = vi.spyOn(console, 'error')
  await client.ready
  createSSRApp(page).mount(place)
  await vi.waitUntil(() => place.querySelector('form'))
  return { client, place, onServer, accepted, said: () => [...warned.mock.calls, ...failed.mock.calls] }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the offer form of Vue', () => {
  it('is the same on the server and at first in the browser, ready or not', async () => {
    const { onServer, said, place } = await shown()
    expect(onServer).toContain('One moment')
    expect(onServer).not.toContain('shut')
    expect(said()).toEqual([])
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
    await fill(place, { email: 'nobody' })
    await answered(place, 'errors')
    expect([...place.querySelectorAll('.eh-errors li')].map((item) => item.textContent)).toEqual([
      'E-mail: An address, please.',
      'Taste: Please choose.',
    ])
    const input = place.querySelector<HTMLInputElement>('[name=email]')
    expect(input?.getAttribute('aria-invalid')).toBe('true')
    expect(input?.value).toBe('nobody')
  })

  it('accepts what was ticked and no more, and opens the gate', async () => {
    const { place, accepted } = await shown()
    expect(place.querySelector('#gate')?.textContent).toBe('shut: 1')
    await fill(place, { email: 'a@b.ch', taste: 'tea' })
    await answered(place, 'done')
    expect(accepted).toHaveLength(1)
    expect(place.querySelector('#gate')?.textContent).toBe('open')
    expect(place.querySelector('output')?.textContent).toBe('100')
    expect(place.querySelector('ul')?.textContent).toContain('news.email refused')
  })

  it('tells the page what was accepted, even where the page takes the form away at once', async () => {
    const client = clubClient()
    await client.ready
    const { OfferForm, useOffer } = createHooks(client)
    const accepted = vi.fn()
    const place = document.createElement('div')
    document.body.replaceChildren(place)
    const page = defineComponent(() => {
      const offer = useOffer('join')
      return () => (offer.value?.accepted ? null : h(OfferForm, { offer: 'join', onAccepted: accepted }))
    })
    createApp(page).mount(place)
    await vi.waitUntil(() => place.querySelector('form'))
    await fill(place, { email: 'a@b.ch', taste: 'tea' })
    await vi.waitUntil(() => accepted.mock.calls.length > 0)
    expect(place.querySelector('form')).toBeNull()
    expect(accepted).toHaveBeenCalledTimes(1)
  })

  it('takes a no', async () => {
    const { place, client } = await shown()
    place.querySelector<HTMLButtonElement>('.eh-decline')?.click()
    await answered(place, 'done')
    expect(place.querySelector('.eh-done')?.textContent).toBe('Noted. We leave it at that.')
    expect(client.explain({ offer: 'join' }).reasons[0]?.code).toBe('at_rest')
  })
})

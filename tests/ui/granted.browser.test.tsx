import { createHooks } from 'evenhanded/react'
import { createHooks as createComposables } from 'evenhanded/vue'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h } from 'vue'
import { type ClubNames, clubClient } from './program.js'

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})

const opened: { close(): void }[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
})

async function started() {
  const client = clubClient()
  opened.push(client)
  const place = document.createElement('div')
  document.body.replaceChildren(place)
  await client.ready
  const agree = () =>
    client.offer('join').accept({ email: 'a@b.ch', taste: ['tea'] }, { consents: { news: ['email'] } })
  return { client, place, agree }
}

describe('useGranted', () => {
  it('renders in React what a third party brings while there is a ground', async () => {
    const { client, place, agree } = await started()
    const { useGranted } = createHooks<ClubNames>(client)
    const Video = () => <p>{`${useGranted('news') ? 'video' : 'still'} ${useGranted('news', ['email', 'taste'])}`}</p>
    expect(renderToString(<Video />)).toContain('still false')
    const root = createRoot(place)
    await act(async () => root.render(<Video />))
    expect(place.textContent).toBe('still false')
    await act(agree)
    expect(place.textContent).toBe('video false')
    await act(() => client.consents.withdraw('news'))
    expect(place.textContent).toBe('still false')
    await act(async () => root.unmount())
  })

  it('does so in Vue, and listens no longer than its component lives', async () => {
    const { client, place, agree } = await started()
    const { useGranted } = createComposables<ClubNames>(client)
    const seen = vi.fn()
    const watched = {
      ...client,
      whenGranted: (...given: Parameters<typeof client.whenGranted>) => {
        const stop = client.whenGranted(...given)
        return () => {
          seen()
          stop()
        }
      },
    }
    const { useGranted: useWatched } = createComposables<ClubNames>(watched)
    const app = createApp(
      defineComponent(() => {
        const [granted, own] = [useGranted('news'), useWatched('news', ['email'])]
        return () => h('p', `${granted.value} ${own.value}`)
      }),
    )
    app.mount(place)
    expect(place.textContent).toBe('false false')
    await agree()
    await vi.waitUntil(() => place.textContent === 'true true')
    await client.consents.withdraw('news')
    await vi.waitUntil(() => place.textContent === 'false false')
    app.unmount()
    expect(seen).toHaveBeenCalledTimes(1)
  })
})

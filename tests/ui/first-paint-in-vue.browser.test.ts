import { createHooks } from 'evenhanded/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, createSSRApp, defineComponent, h, ref } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { type ClubClient, comesBack, eventually, line, textsOf } from './visit.js'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A page as a site would write it: nothing in it knows of servers or of hydration. */
function pageOf(client: ClubClient, drawn: string[] = []) {
  const { Gate, OfferForm, usePoints, useConsents, useOffer, useNext, useSnapshot, useGate } = createHooks(client)
  const Points = defineComponent(
    ({ id }: { id: string }) => {
      const points = usePoints('bonus')
      return () => {
        const { available, pending } = points.value
        drawn.push(line(available, pending))
        return h('output', { id }, line(available, pending))
      }
    },
    { props: ['id'] },
  )
  return defineComponent(() => {
    const offer = useOffer('join')
    const next = useNext()
    const { list } = useConsents()
    const snapshot = useSnapshot()
    const { allowed } = useGate('table')
    const isOpen = ref(false)
    return () =>
      h('main', [
        h(
          Gate,
          { name: 'table' },
          {
            loading: () => h('p', { id: 'gate' }, 'loading'),
            default: () => h('p', { id: 'gate' }, 'open'),
            otherwise: ({ explained }: { explained: { missing: readonly unknown[] } }) =>
              h('p', { id: 'gate' }, `shut: ${explained.missing.length}`),
          },
        ),
        h(Points, { id: 'points' }),
        h('dl', [
          h('dt', { id: 'accepted' }, String(offer.value?.accepted)),
          h('dd', { id: 'next' }, next.value?.id ?? 'none'),
          h(
            'dd',
            { id: 'consents' },
            list.value.map(({ purpose, field }) => `${purpose}.${field};`),
          ),
          h('dd', { id: 'phase' }, snapshot.value.phase),
          h('dd', { id: 'may' }, String(allowed.value)),
        ]),
        h(OfferForm, { offer: 'join' }),
        h('button', { id: 'more', onClick: () => (isOpen.value = true) }, 'More'),
        isOpen.value ? h(Points, { id: 'later' }) : null,
      ])
  })
}

async function rendered() {
  const visit = await comesBack()
  const place = document.createElement('div')
  place.innerHTML = await renderToString(createSSRApp(pageOf(visit.rendering)))
  document.body.replaceChildren(place)
  const warned = vi.spyOn(console, 'warn')
  const failed = vi.spyOn(console, 'error')
  const texts = textsOf(place, ['gate', 'points', 'accepted', 'next', 'consents', 'phase', 'may'])
  return { visit, place, texts, said: () => [...warned.mock.calls, ...failed.mock.calls] }
}

describe('the first paint with Vue', () => {
  it('is written by the server with what it knows', async () => {
    const { place, texts } = await rendered()
    expect(texts).toEqual({
      gate: ['shut: 1'],
      points: ['50 + 0'],
      accepted: ['false'],
      next: ['join'],
      consents: [''],
      phase: ['ready'],
      may: ['false'],
    })
    expect(place.querySelector('form')?.textContent).toContain('100 points to start with')
  })

  for (const [when, early] of [
    ['before storage was read', true],
    ['after storage was read', false],
  ] as const)
    it(`is taken up ${when} without a mismatch and without a flash`, async () => {
      const { visit, place, texts, said } = await rendered()
      const client = visit.open()
      if (!early) await client.ready
      const app = createSSRApp(pageOf(client))
      app.mount(place)
      await eventually(() => texts.points?.at(-1) === '150 + 0')
      expect(texts).toMatchObject({
        gate: ['shut: 1', 'open'],
        accepted: ['false', 'true'],
        next: ['join', 'none'],
        consents: ['', expect.stringContaining('club.email')],
        phase: ['ready'],
        may: ['false', 'true'],
      })
      expect(texts.points?.filter((text) => !['50 + 0', '50 + 100', '150 + 0'].includes(text))).toEqual([])
      expect(said()).toEqual([])
      app.unmount()
      client.close()
    })

  it('begins what is drawn later with what is, and not with what was', async () => {
    const { visit, place, said } = await rendered()
    const client = visit.open()
    const drawn: string[] = []
    const app = createSSRApp(pageOf(client, drawn))
    app.mount(place)
    expect(drawn).toEqual(['50 + 0'])
    await client.ready
    await client.sync()
    await eventually(() => place.querySelector('#points')?.textContent === '150 + 0')
    drawn.length = 0
    place.querySelector<HTMLButtonElement>('#more')?.click()
    await eventually(() => place.querySelector('#later'))
    expect(drawn).toEqual(['150 + 0'])
    expect(said()).toEqual([])
    app.unmount()
    client.close()
  })

  it('is no concern of a page that nobody rendered before', async () => {
    const { visit, place } = await rendered()
    const client = visit.open()
    await client.ready
    const drawn: string[] = []
    const app = createApp(pageOf(client, drawn))
    app.mount(place)
    expect(drawn[0]).not.toBe('50 + 0')
    app.unmount()
    client.close()
  })
})

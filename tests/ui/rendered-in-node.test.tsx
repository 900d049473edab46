import { createClient, type Initial } from 'evenhanded/client'
import { createHooks } from 'evenhanded/react'
import { createServer, memory } from 'evenhanded/server'
import { createHooks as createComposables } from 'evenhanded/vue'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { createSSRApp, defineComponent, h } from 'vue'
import { renderToString as renderVue } from 'vue/server-renderer'
import { type ClubNames, club } from './program.js'

// Where pages are rendered for real: in Node, without a document, many of them in one process.

const nasty = '</script><script>alert(1)</script><!--'

function opened() {
  const server = createServer<ClubNames>({
    program: club,
    store: memory(),
    secrets: ['a secret of more than 32 characters.'],
    authenticate: ({ headers }) => {
      const id = headers.get('x-user')
      return id === null ? null : { id }
    },
  })
  const clientFor = async (user?: string) => {
    const headers: HeadersInit = user === undefined ? {} : { 'x-user': user }
    const initial = await server.initial(new Request('https://club.example/', { headers }))
    return {
      initial,
      client: createClient({ program: club, server: '/evenhanded', touchpoint: 'web', initial }),
    }
  }
  const join = async (login: string, allergy: string) => {
    const answers = { email: `${login}@b.ch`, taste: ['tea' as const], allergy }
    const said = await server.subject({ login }).accept(
      'join',
      answers as never,
      {
        consents: { care: ['allergy'] },
        by: { actor: 'staff:1', medium: 'phone', evidence: 'call 1', givenAt: Date.now() },
      } as never,
    )
    if (!said.ok) throw new Error(said.error.code)
  }
  return { clientFor, join }
}

type Club = Awaited<ReturnType<ReturnType<typeof opened>['clientFor']>>['client']

function react(client: Club): string {
  const { Gate, OfferForm, usePoints } = createHooks<ClubNames>(client)
  const Points = () => <output>{usePoints('bonus').available}</output>
  return renderToString(
    <main>
      <Gate name="table" loading="loading" otherwise="shut">
        open
      </Gate>
      <Points />
      <OfferForm offer="join" />
    </main>,
  )
}

function vue(client: Club): Promise<string> {
  const { Gate, OfferForm, usePoints } = createComposables<ClubNames>(client)
  const page = defineComponent(() => {
    const points = usePoints('bonus')
    const slots = { default: () => 'open', otherwise: () => 'shut', loading: () => 'loading' }
    return () =>
      h('main', [
        h(Gate, { name: 'table' }, slots),
        h('output', points.value.available),
        h(OfferForm, { offer: 'join' }),
      ])
  })
  return renderVue(createSSRApp(page))
}

describe('rendering in Node', () => {
  for (const [framework, render] of [
    ['React', react],
    ['Vue', vue],
  ] as const) {
    it(`writes with ${framework} what is known of each visitor, and of no other`, async () => {
      const { clientFor, join } = opened()
      await join('ann', 'nuts')
      const [ann, nobody] = [await clientFor('ann'), await clientFor()]
      const [hers, theirs] = [await render(ann.client), await render(nobody.client)]
      expect(hers).toMatch(/open.*<output>100<\/output>/)
      expect(hers).toContain('Agreed. You get:')
      expect(theirs).toMatch(/shut.*<output>0<\/output>/)
      expect(theirs).toContain('<form')
      expect(theirs).not.toContain('ann')
    })

    it(`writes with ${framework} the same again, also once the client has read its storage`, async () => {
      const { clientFor, join } = opened()
      await join('ann', 'nuts')
      const { client } = await clientFor('ann')
      const before = await render(client)
      await client.ready
      expect(await render(client)).toBe(before)
    })

    it(`writes with ${framework} a page that loads where nothing is known of the visitor`, async () => {
      const client = createClient({ program: club, server: '/evenhanded', touchpoint: 'web' })
      expect(await render(client)).toMatch(/loading.*One moment/)
      client.close()
    })
  }

  it('comes through the page as the documentation embeds it, whatever somebody has answered', async () => {
    const { clientFor, join } = opened()
    await join('ann', nasty)
    const { initial } = await clientFor('ann')
    const embedded = JSON.stringify(initial).replace(/</g, '\\u003c')
    expect(JSON.stringify(initial)).toContain(nasty)
    expect(embedded).not.toContain('<')
    const back = JSON.parse(embedded) as Initial
    expect(back).toEqual(initial)
    const client = createClient({ program: club, touchpoint: 'web', initial: back })
    expect(client.read('allergy', 'care')).toBe(nasty)
  })
})

import { createHooks } from 'evenhanded/react'
import { StrictMode, Suspense, useState } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ClubClient, comesBack, eventually, line, textsOf } from './visit.js'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A page as a site would write it: nothing in it knows of servers or of hydration. */
function pageOf(client: ClubClient, drawn: string[] = []) {
  const { Gate, OfferForm, usePoints, useConsents, useOffer, useNext, useSnapshot, useGate } = createHooks(client)
  const Points = ({ id }: { id: string }) => {
    const { available, pending } = usePoints('bonus')
    drawn.push(line(available, pending))
    return <output id={id}>{line(available, pending)}</output>
  }
  const Rest = () => {
    const offer = useOffer('join')
    const next = useNext()
    return (
      <dl>
        <dt id="accepted">{String(offer?.accepted)}</dt>
        <dd id="next">{next?.id ?? 'none'}</dd>
        <dd id="consents">{useConsents().list.map(({ purpose, field }) => `${purpose}.${field};`)}</dd>
        <dd id="phase">{useSnapshot().phase}</dd>
        <dd id="may">{String(useGate('table').allowed)}</dd>
      </dl>
    )
  }
  const Later = () => {
    const [open, set] = useState(false)
    return (
      <p>
        <button id="more" type="button" onClick={() => set(true)}>
          More
        </button>
        {open ? <Points id="later" /> : null}
      </p>
    )
  }
  return (
    <StrictMode>
      <main>
        <Gate
          name="table"
          loading={<p id="gate">loading</p>}
          otherwise={({ missing }) => <p id="gate">{`shut: ${missing.length}`}</p>}
        >
          <p id="gate">open</p>
        </Gate>
        <Points id="points" />
        <Rest />
        <Suspense fallback={<p>later</p>}>
          <Points id="apart" />
          <OfferForm offer="join" />
        </Suspense>
        <Later />
      </main>
    </StrictMode>
  )
}

async function rendered() {
  const visit = await comesBack()
  const place = document.createElement('div')
  place.innerHTML = renderToString(pageOf(visit.rendering))
  document.body.replaceChildren(place)
  const warned = vi.spyOn(console, 'warn')
  const failed = vi.spyOn(console, 'error')
  const recovered: unknown[] = []
  const texts = textsOf(place, ['gate', 'points', 'apart', 'accepted', 'next', 'consents', 'phase', 'may'])
  const said = () => [...recovered, ...warned.mock.calls, ...failed.mock.calls]
  return { visit, place, texts, said, recovered }
}

describe('the first paint with React', () => {
  it('is written by the server with what it knows', async () => {
    const { place, texts } = await rendered()
    expect(texts).toEqual({
      gate: ['shut: 1'],
      points: ['50 + 0'],
      apart: ['50 + 0'],
      accepted: ['false'],
      next: ['join'],
      consents: [''],
      phase: ['ready'],
      may: ['false'],
    })
    expect(place.querySelector('form')?.textContent).toContain('100 points to start with')
  })

  it('is taken up without a mismatch and without a flash, and what is unsent is shown at once after it', async () => {
    const { visit, place, texts, said, recovered } = await rendered()
    const form = place.querySelector('form')
    const client = visit.open()
    const root = hydrateRoot(place, pageOf(client), { onRecoverableError: (error) => recovered.push(error) })
    await eventually(() => texts.gate?.at(-1) === 'open')
    await eventually(() => texts.points?.at(-1) === '150 + 0' && texts.apart?.at(-1) === '150 + 0')
    expect(texts).toEqual({
      gate: ['shut: 1', 'open'],
      points: ['50 + 0', '50 + 100', '150 + 0'],
      apart: ['50 + 0', '50 + 100', '150 + 0'],
      accepted: ['false', 'true'],
      next: ['join', 'none'],
      consents: ['', expect.stringContaining('club.email')],
      phase: ['ready'],
      may: ['false', 'true'],
    })
    expect(form?.isConnected).toBe(false)
    expect(said()).toEqual([])
    root.unmount()
    client.close()
  })

  it('is taken up as well where storage was read before', async () => {
    const { visit, place, texts, said, recovered } = await rendered()
    const client = visit.open()
    await client.ready
    expect(client.can('table')).toBe(true)
    const root = hydrateRoot(place, pageOf(client), { onRecoverableError: (error) => recovered.push(error) })
    await eventually(() => texts.points?.at(-1) === '150 + 0' && texts.apart?.at(-1) === '150 + 0')
    expect(texts.gate).toEqual(['shut: 1', 'open'])
    expect(texts.phase).toEqual(['ready'])
    expect(said()).toEqual([])
    root.unmount()
    client.close()
  })

  it('begins what is drawn later with what is, and not with what was', async () => {
    const { visit, place, said, recovered } = await rendered()
    const client = visit.open()
    const drawn: string[] = []
    const root = hydrateRoot(place, pageOf(client, drawn), { onRecoverableError: (error) => recovered.push(error) })
    await client.ready
    await client.sync()
    await eventually(() => place.querySelector('#points')?.textContent === '150 + 0')
    drawn.length = 0
    place.querySelector<HTMLButtonElement>('#more')?.click()
    await eventually(() => place.querySelector('#later'))
    expect(new Set(drawn)).toEqual(new Set(['150 + 0']))
    expect(said()).toEqual([])
    root.unmount()
    client.close()
  })

  it('is no concern of a page that nobody rendered before', async () => {
    const { visit, place } = await rendered()
    const client = visit.open()
    await client.ready
    const drawn: string[] = []
    const root = createRoot(place)
    root.render(pageOf(client, drawn))
    await eventually(() => drawn.length > 0)
    expect(drawn[0]).not.toBe('50 + 0')
    root.unmount()
    client.close()
  })
})

import { type Client, createClient, memory, type OpenStorage } from 'evenhanded/client'
import { createHooks } from 'evenhanded/react'
import { createHooks as createComposables } from 'evenhanded/vue'
import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp, h } from 'vue'
import { type ClubNames, club } from './program.js'

const opened: { close(): void }[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
})

const open = (storage: OpenStorage): Client<ClubNames> => {
  const client = createClient({ program: club, touchpoint: 'web', storage })
  opened.push(client)
  return client
}

/** A page with the form, drawn by a framework; each reload draws it anew, over the same storage. */
const frameworks = {
  React(client: Client<ClubNames>, place: Element) {
    const { OfferForm } = createHooks(client)
    createRoot(place).render(<OfferForm offer="join" />)
  },
  Vue(client: Client<ClubNames>, place: Element) {
    const { OfferForm } = createComposables(client)
    createApp({ render: () => h(OfferForm, { offer: 'join' }) }).mount(place)
  },
}

const until = (holds: () => boolean | undefined) => expect.poll(holds, { timeout: 5_000 }).toBe(true)

describe.each(Object.entries(frameworks))('the offer form of %s', (_, draw) => {
  async function shown(storage: OpenStorage) {
    const client = open(storage)
    await client.ready
    const place = document.createElement('main')
    document.body.replaceChildren(place)
    draw(client, place)
    await until(() => place.querySelector('form') !== null)
    const input = (selector: string) => place.querySelector(selector) as HTMLInputElement
    /** As somebody does it: what is typed is changed once the field is left. */
    const type = (name: string, text: string) => {
      const field = input(`[name=${name}]`)
      field.focus()
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.dispatchEvent(new Event('change', { bubbles: true }))
      field.blur()
    }
    return { client, place, input, type, draft: () => client.offer('join').draft }
  }

  it('keeps what was answered once a field is left, and fills itself after a reload', async () => {
    const storage = memory()
    const { input, type, draft, client } = await shown(storage)
    const email = input('[name=email]')
    email.value = 'a@'
    email.dispatchEvent(new Event('input', { bubbles: true }))
    type('email', 'a@b.ch')
    input('[name=taste][value=coffee]').click()
    input('[name="consent:news"]').click()
    input('[name="consent:care"]').click()
    await until(() => draft().email === 'a@b.ch' && draft().taste?.join() === 'coffee')
    expect(draft()).toEqual({ email: 'a@b.ch', taste: ['coffee'] })
    client.close()

    const later = await shown(storage)
    await until(() => later.input('[name=email]').value === 'a@b.ch')
    expect(later.input('[name=taste][value=coffee]').checked).toBe(true)
    expect(later.input('[name=taste][value=tea]').checked).toBe(false)
    expect(later.input('[name="consent:news"]').checked).toBe(false)
    expect(later.input('[name="consent:care"]').checked).toBe(false)
    later.input('.eh-accept').click()
    await until(() => later.place.querySelector('.eh-done') !== null)
    expect(later.client.read('taste', 'club')).toEqual(['coffee'])
    expect(later.client.read('email', 'news')).toBeUndefined()
    expect(later.draft()).toEqual({})
  })

  it('takes back what was emptied or unticked, also where it is sent at once', async () => {
    const storage = memory()
    const { input, type, draft, place, client } = await shown(storage)
    type('birthday', '1990-01-01')
    input('[name=taste][value=tea]').click()
    input('[name=taste][value=coffee]').click()
    await until(() => draft().taste?.length === 2)
    type('birthday', '')
    input('[name=taste][value=tea]').click()
    type('email', 'a@b.ch')
    input('.eh-accept').click()
    await until(() => place.querySelector('.eh-done') !== null)
    expect(client.read('taste', 'club')).toEqual(['coffee'])
    expect(client.known().map(({ field }) => field)).not.toContain('birthday')
  })

  it('shows what another page kept, and never writes over what somebody types here', async () => {
    const storage = memory()
    const { input, type, client, draft } = await shown(storage)
    type('email', 'mine@b.ch')
    await until(() => draft().email === 'mine@b.ch')
    await client.offer('join').keep({ email: 'other@b.ch', birthday: '1990-01-01' })
    await until(() => input('[name=birthday]').value === '1990-01-01')
    expect(input('[name=email]').value).toBe('mine@b.ch')
  })
})

it('heeds a form of the page’s own, whatever its other entries are called', async () => {
  const storage = memory()
  const client = open(storage)
  await client.ready
  const form = document.createElement('form')
  document.body.replaceChildren(form)
  const names = ['email', 'birthday', 'x"],[name="birthday', 'back\\', '"', 'line\nbreak', '']
  const inputs = names.map((name) => Object.assign(document.createElement('input'), { name }))
  form.append(...inputs)
  const problems: string[] = []
  const listen = (event: ErrorEvent) => {
    problems.push(event.message)
    event.preventDefault()
  }
  addEventListener('error', listen)
  const stop = client.subscribe(() => client.offer('join').heed(form))
  for (const input of inputs.filter(({ name }) => name !== 'birthday')) {
    input.value = input.name === 'email' ? 'a@b.ch' : 'theirs'
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }
  await until(() => client.offer('join').draft.email === 'a@b.ch')
  // Nobody has changed this one here.
  await client.offer('join').keep({ birthday: '1990-01-01' })
  await until(() => inputs[1]?.value === '1990-01-01')
  expect(client.offer('join').draft).toEqual({ email: 'a@b.ch', birthday: '1990-01-01' })
  expect(problems).toEqual([])
  stop()
  removeEventListener('error', listen)
})

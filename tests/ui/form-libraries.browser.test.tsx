import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useForm as useTanStackForm } from '@tanstack/react-form'
import type { Answers, OfferHandle } from 'evenhanded/client'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { useForm } from 'react-hook-form'
import { describe, expect, it } from 'vitest'
import { type ClubNames, clubClient } from './program.js'

type Join = OfferHandle<ClubNames, 'join'>
type Values = Answers<ClubNames, 'join'>
type Accepted = Awaited<ReturnType<Join['accept']>>

const empty: Values = { email: '', taste: [], birthday: '' }
const tastes = ['tea', 'coffee'] as const

function HookForm({ offer, onDone }: { offer: Join; onDone: (accepted: Accepted) => void }): ReactNode {
  const { register, handleSubmit, formState } = useForm({
    defaultValues: empty,
    resolver: standardSchemaResolver(offer.schema),
  })
  const { errors } = formState
  return (
    <form onSubmit={handleSubmit(async (answers) => onDone(await offer.accept(answers)))} noValidate>
      <input {...register('email')} />
      <p data-error="email">{errors.email?.message}</p>
      {tastes.map((taste) => (
        <input key={taste} type="checkbox" value={taste} {...register('taste')} />
      ))}
      <input {...register('birthday')} />
      <p data-error="birthday">{errors.birthday?.message}</p>
      <button type="submit">Join</button>
    </form>
  )
}

function TanStackForm({ offer, onDone }: { offer: Join; onDone: (accepted: Accepted) => void }): ReactNode {
  const form = useTanStackForm({
    defaultValues: empty,
    validators: { onSubmit: offer.schema },
    onSubmit: async ({ value }) => {
      // TanStack Form hands over what was typed: the schema says what of it is an answer.
      const checked = await offer.schema['~standard'].validate(value)
      if (!checked.issues) onDone(await offer.accept(checked.value))
    },
  })
  const text = (name: 'email' | 'birthday') => (
    <form.Field name={name}>
      {({ state, handleChange }) => (
        <>
          <input name={name} value={state.value ?? ''} onChange={({ target }) => handleChange(target.value)} />
          <p data-error={name}>{state.meta.errors.map((error) => error?.message).join()}</p>
        </>
      )}
    </form.Field>
  )
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.handleSubmit()
      }}
    >
      {text('email')}
      <form.Field name="taste">
        {({ state, handleChange }) =>
          tastes.map((taste) => (
            <input
              key={taste}
              type="checkbox"
              name="taste"
              value={taste}
              checked={state.value?.includes(taste) ?? false}
              onChange={() => handleChange([...(state.value ?? []), taste])}
            />
          ))
        }
      </form.Field>
      {text('birthday')}
      <button type="submit">Join</button>
    </form>
  )
}

/** As a browser does it: React hears of a value that was set past it by the event alone. */
function type(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

describe.each([
  ['React Hook Form', HookForm],
  ['TanStack Form', TanStackForm],
])('%s by the schema of a handle', (_, Form) => {
  async function shown() {
    const client = clubClient()
    await client.ready
    const place = document.createElement('main')
    document.body.replaceChildren(place)
    const done: Accepted[] = []
    createRoot(place).render(<Form offer={client.offer('join')} onDone={(accepted) => done.push(accepted)} />)
    await expect.poll(() => place.querySelector('form')).not.toBeNull()
    const find = <E extends Element = HTMLInputElement>(selector: string) => place.querySelector(selector) as E
    const error = (field: string) => find(`[data-error=${field}]`).textContent
    return { client, done, find, error, send: () => find<HTMLButtonElement>('button').click() }
  }

  it('shows each error at its field, and none where an optional ask was left empty', async () => {
    const { find, error, send, done } = await shown()
    send()
    await expect.poll(() => error('email')).toBe('Required')
    type(find('[name=email]'), 'nobody')
    type(find('[name=birthday]'), 'yesterday')
    send()
    await expect.poll(() => error('email')).toBe('An address, please.')
    expect(error('birthday')).not.toBe('')
    type(find('[name=birthday]'), '')
    send()
    await expect.poll(() => error('birthday')).toBe('')
    expect(done).toEqual([])
  })

  it('gives what the handle accepts', async () => {
    const { client, find, send, done } = await shown()
    type(find('[name=email]'), 'a@b.ch')
    find('[value=tea]').click()
    send()
    await expect.poll(() => done).toMatchObject([{ ok: true }])
    const known = Object.fromEntries(client.known().map(({ field, value }) => [field, value]))
    expect(known).toEqual({ email: 'a@b.ch', taste: ['tea'] })
    client.close()
  })
})

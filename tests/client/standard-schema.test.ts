import { createClient, memory } from 'evenhanded/client'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import * as m from 'zod/mini'
import { defineProgram, type Field, identifier, personal } from '../../src/index.js'

type FieldsUnderTest = {
  readonly email: Field<'identifier', string, string, false>
  readonly size: Field<'personal', string, number, false>
}

const programWith = (fields: FieldsUnderTest) =>
  defineProgram({
    id: 'schemas',
    version: 1,
    controller: {
      name: 'A',
      address: 'B',
      contact: 'privacy@a.example',
      jurisdiction: 'CH',
      policyUrl: 'https://a.example',
    },
    fields,
    purposes: { club: { label: 'Keep your account', basis: 'contract' } },
    touchpoints: { web: { label: 'Web', channel: 'shop' } },
    offers: {
      membership: {
        principle: 'exchange',
        for: 'club',
        asks: { email: 'To reach you', size: 'To fit' },
        gives: { benefit: 'service', says: 'Shoes that fit', worth: 1 },
      },
    },
  })

const validators = {
  zod: {
    email: identifier(z.email('Not an address'), { label: 'E-mail' }),
    size: personal(z.string().regex(/^\d+$/).transform(Number), { label: 'Size' }),
  },
  'zod/mini': {
    email: identifier(m.email('Not an address'), { label: 'E-mail' }),
    size: personal(m.pipe(m.string().check(m.regex(/^\d+$/)), m.transform(Number)), { label: 'Size' }),
  },
  valibot: {
    email: identifier(v.pipe(v.string(), v.email('Not an address')), { label: 'E-mail' }),
    size: personal(v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number)), { label: 'Size' }),
  },
  'valibot, asynchronous': {
    email: identifier(
      v.pipeAsync(
        v.string(),
        v.checkAsync(async (text) => text.includes('@'), 'Not an address'),
      ),
      {
        label: 'E-mail',
      },
    ),
    size: personal(
      v.pipeAsync(
        v.string(),
        v.transformAsync(async (text) => Number(text)),
      ),
      { label: 'Size' },
    ),
  },
}

describe.each(Object.entries(validators))('with %s', (_, fields) => {
  it('refuses what the schema refuses, in its words, and reads what it makes of the rest', async () => {
    const client = createClient({ program: programWith(fields), touchpoint: 'web', storage: memory() })
    await client.ready
    const offer = client.offer('membership')
    const wrong = await offer.accept({ email: 'nobody', size: '42' })
    expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid', fields: { email: 'Not an address' } } })
    expect(await offer.schema['~standard'].validate({ email: 'nobody' })).toEqual({
      issues: [
        { message: 'Required', path: ['size'] },
        { message: 'Not an address', path: ['email'] },
      ],
    })
    expect(await offer.accept({ email: 'a@b.ch', size: '42' })).toMatchObject({ ok: true })
    expect(client.read('size', 'club')).toBe(42)
    expect(client.known().find(({ field }) => field === 'size')?.value).toBe('42')
    client.close()
  })

  it('reads the output again after a new start', async () => {
    const storage = memory()
    const first = createClient({ program: programWith(fields), touchpoint: 'web', storage })
    await first.ready
    await first.offer('membership').accept({ email: 'a@b.ch', size: '42' })
    first.close()
    const second = createClient({ program: programWith(fields), touchpoint: 'web', storage })
    await second.ready
    expect(second.read('size', 'club')).toBe(42)
    second.close()
  })
})

import { readFileSync } from 'node:fs'
import Ajv from 'ajv-draft-04'
import { recordsOf } from 'evenhanded'
import { createServer, memory } from 'evenhanded/server'
import { consentRecord27560, kantaraReceipt, receiptPage } from 'evenhanded/standards'
import jsonld from 'jsonld'
import { expect, it } from 'vitest'
import { device, secret } from '../server/support/device.js'
import { sharedData } from '../support/shared-data.js'
import { club } from './records.js'

const schema = sharedData('standards/kantara/kantara-consent-receipt-v1_1-schema.json')
const valid = schema
  ? new Ajv.default({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '')))
  : () => true

it('a receipt can be written of everything that a server has recorded', async () => {
  const store = memory()
  const server = createServer({ program: club, store, secrets: [secret] })
  const phone = device(server, club)
  const answers = { email: 'ada@mail.example', birthday: '1990-04-30', allergy: 'nuts' }
  await phone.send(phone.accept('join', answers, { consents: { care: ['allergy'], news: ['email'] } }))
  await phone.send(phone.say({ type: 'withdraw', purpose: 'tours' } as never))
  await phone.send(phone.say({ type: 'leave', offer: 'join' } as never))
  const subject = phone.subject as string
  const records = recordsOf(club, await store.history('club', subject))

  const statuses = records.map(({ entries }) => entries.map(({ purpose, status }) => `${purpose} ${status}`))
  expect(statuses[0]).toEqual(
    expect.arrayContaining(['membership granted', 'tours granted', 'care granted', 'news unconfirmed']),
  )
  expect(statuses[1]).toEqual(['tours withdrawn'])
  expect(statuses.at(-1)).toContain('membership withdrawn')

  for (const record of records) {
    const page = receiptPage(club, record, { language: 'de-CH' })
    expect(page.ok && page.value).toContain(record.id)
    const iso = consentRecord27560(club, record)
    if (record.entries.some(({ basis }) => basis.endsWith('consent'))) {
      if (!iso.ok) throw new Error(iso.error.message)
      const [node] = (await jsonld.expand(iso.value as never, { safe: true } as never)) as unknown as readonly object[]
      expect(node).toHaveProperty(['https://w3id.org/dpv#hasProcess', 'length'], record.entries.length)
    } else expect(iso).toMatchObject({ error: { code: 'no_consent' } })
    const kantara = kantaraReceipt(club, record)
    const given = record.entries.some(({ status }) => status === 'granted' || status === 'renewed')
    expect(kantara.ok ? valid(kantara.value) : kantara.error.code).toBe(given ? true : 'not_given')
    // No value is in any of them: what somebody told is not what they agreed to.
    expect(JSON.stringify([page, iso, kantara])).not.toMatch(/ada@mail|1990-04-30|nuts/)
  }
})

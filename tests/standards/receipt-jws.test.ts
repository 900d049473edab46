import { consentRecord27560, kantaraReceipt, receiptJws, verifyReceipt } from 'evenhanded/standards'
import { CompactSign, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { club, joined } from './records.js'

const keys = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
const other = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
const kantara = kantaraReceipt(club, joined)
const record = consentRecord27560(club, joined)
if (!kantara.ok || !record.ok) throw new Error('no receipt')

describe('a signed receipt', () => {
  it('is read again with the public key, as it was written', async () => {
    const jws = await receiptJws(kantara.value, keys.privateKey, { kid: '2027' })
    expect(decodeProtectedHeader(jws)).toEqual({ alg: 'EdDSA', cty: 'application/json', kid: '2027' })
    expect(await verifyReceipt(jws, keys.publicKey)).toEqual({ ok: true, value: kantara.value })
    const signed = await receiptJws(record.value, await exportJWK(keys.privateKey))
    expect(decodeProtectedHeader(signed).cty).toBe('application/ld+json')
    expect(await verifyReceipt(signed, await exportJWK(keys.publicKey))).toEqual({ ok: true, value: record.value })
  })

  it('is the same text however its object was put together', async () => {
    const turned = Object.fromEntries(Object.entries(kantara.value).reverse())
    expect(await receiptJws(turned, keys.privateKey)).toBe(await receiptJws(kantara.value, keys.privateKey))
  })

  it('is not believed when it was changed, or another key or kind of key signed it', async () => {
    const jws = await receiptJws(kantara.value, keys.privateKey)
    const [head, , tail] = jws.split('.')
    const changed = Buffer.from(JSON.stringify({ ...kantara.value, sensitive: false })).toString('base64url')
    const bad = { ok: false, error: { code: 'bad_signature' } }
    expect(await verifyReceipt(`${head}.${changed}.${tail}`, keys.publicKey)).toMatchObject(bad)
    expect(await verifyReceipt(jws, other.publicKey)).toMatchObject(bad)
    const secret = new TextEncoder().encode('0'.repeat(64))
    const forged = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    expect(await verifyReceipt(forged, keys.publicKey)).toMatchObject(bad)
    const nonsense = { ok: false, error: { code: 'no_receipt' } }
    expect(await verifyReceipt('no receipt', keys.publicKey)).toMatchObject(nonsense)
    const text = await new CompactSign(new TextEncoder().encode('{'))
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(keys.privateKey)
    expect(await verifyReceipt(text, keys.publicKey)).toMatchObject(nonsense)
  })
})

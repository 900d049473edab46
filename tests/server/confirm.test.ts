import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { frenchNotices, germanNotices, italianNotices } from '../../src/index.js'
import { day, letters, minute, opened, quiet, until } from './support/letters.js'
import { type Opened, stores } from './support/stores.js'

describe.each(stores)('double opt-in on %s', (_, open) => {
  let kept: Opened
  beforeAll(async () => {
    kept = await open()
  })
  afterAll(() => kept.close())

  it('writes to whoever agreed, and what they agreed to holds once they pressed the button', async () => {
    const shop = opened(kept.store)
    const { own, id } = await shop.agree({ news: ['email'], polls: ['email'] })
    await until(() => shop.sent.length === 1)
    const [message] = shop.sent
    expect(message).toMatchObject({
      kind: 'confirm',
      to: 'ada@b.ch',
      field: 'email',
      subject: id,
      purposes: [{ id: 'news', label: 'Send news & "offers"' }],
      language: 'en',
      expiresAt: shop.time.now + 2 * day,
    })
    expect(await own.read('email', 'news')).toBeUndefined()
    expect(await own.read('email', 'polls')).toBe('ada@b.ch')
    expect((await shop.press(message?.link ?? '')).status).toBe(200)
    expect(await own.read('email', 'news')).toBe('ada@b.ch')
    shop.time.now += 3 * day
    await shop.server.dueWork()
    expect(await own.read('email', 'news')).toBe('ada@b.ch')
  })

  it('confirms nothing by a GET, however often a scanner follows the link', async () => {
    const shop = opened(kept.store)
    const { own } = await shop.agree({ news: ['email'] })
    await until(() => shop.sent.length === 1)
    const link = shop.sent[0]?.link ?? ''
    for (let n = 0; n < 3; n++) {
      const page = await shop.get(link)
      expect(page.status).toBe(200)
      const text = await page.text()
      expect(text).toContain('Please confirm')
      expect(text).toContain('Send news &#38; &#34;offers&#34;')
      expect(text).toContain('<form method="post">')
    }
    expect(await shop.server.fetch(new Request(link, { method: 'HEAD' }))).toMatchObject({ status: 200 })
    expect(await own.read('email', 'news')).toBeUndefined()
  })

  it('holds for other fields that were given with it', async () => {
    const shop = opened(kept.store)
    const { own } = await shop.agree({ greetings: ['email', 'name'] }, { name: 'Ada' })
    await until(() => shop.sent.length === 1)
    expect(await own.read('name', 'greetings')).toBeUndefined()
    await shop.press(shop.sent[0]?.link ?? '')
    expect(await own.read('name', 'greetings')).toBe('Ada')
  })

  it('writes once per identifier, and never for what needs no confirmation or is confirmed', async () => {
    const shop = opened(kept.store)
    const first = await shop.agree({ polls: ['email'] })
    await quiet()
    expect(shop.sent).toEqual([])
    await shop.agree({ news: ['email'], greetings: ['email'], calls: ['phone'] }, { phone: '+41 44' }, first.browser)
    await until(() => shop.sent.length === 2)
    expect(shop.sent.map(({ to, purposes }) => [to, purposes.map(({ id }) => id)])).toEqual(
      expect.arrayContaining([
        ['ada@b.ch', ['news', 'greetings']],
        ['+41 44', ['calls']],
      ]),
    )
    for (const { link } of shop.sent) await shop.press(link)
    await first.own.withdraw('news')
    await shop.agree({ news: ['email'] }, {}, first.browser)
    await quiet()
    shop.time.now += 2 * minute
    await shop.server.dueWork()
    expect(shop.sent).toHaveLength(2)
    expect(await first.own.read('email', 'greetings')).toBe('ada@b.ch')
  })

  it('tells kindly what a link can’t do any more', async () => {
    const shop = opened(kept.store)
    const told = async (link: string) => {
      const [asked, pressed] = [await shop.get(link), await shop.press(link)]
      expect(pressed.status).toBe(asked.status)
      const heading = /<h1>(.*?)<\/h1>/.exec(await pressed.text())?.[1]
      expect(await asked.text()).toContain(`<h1>${heading}</h1>`)
      return [asked.status, heading]
    }
    const used = await shop.agree({ news: ['email'] })
    await until(() => shop.sent.length === 1)
    const link = shop.sent[0]?.link ?? ''
    await shop.press(link)
    expect(await told(link)).toEqual([200, 'Already confirmed'])

    await used.own.rectify('email', 'new@b.ch')
    expect(await told(link)).toEqual([409, 'There is a newer address'])
    await until(() => shop.sent.length === 2)
    expect(shop.sent[1]?.to).toBe('new@b.ch')
    expect(await used.own.read('email', 'news')).toBeUndefined()
    await shop.press(shop.sent[1]?.link ?? '')
    expect(await used.own.read('email', 'news')).toBe('new@b.ch')

    const late = await shop.agree({ news: ['email'] })
    await until(() => shop.sent.length === 3)
    shop.time.now += 2 * day
    expect(await told(shop.sent[2]?.link ?? '')).toEqual([410, 'This link has ended'])
    expect(await late.own.read('email', 'news')).toBeUndefined()

    const withdrawn = await shop.agree({ news: ['email'] })
    await until(() => shop.sent.length === 4)
    await withdrawn.own.withdraw('news')
    expect(await told(shop.sent[3]?.link ?? '')).toEqual([410, 'Nothing waits for this'])
    await withdrawn.own.erase()
    expect(await told(shop.sent[3]?.link ?? '')).toEqual([410, 'Nothing waits for this'])

    for (const broken of ['', 'x', `${new URL(link).searchParams.get('token')?.slice(0, -2)}`, 'A'.repeat(3_000)])
      expect(await told(`https://shop.example/evenhanded/confirm?token=${broken}`)).toEqual([
        400,
        'This link is not whole',
      ])
    expect(await told('https://shop.example/evenhanded/confirm')).toEqual([400, 'This link is not whole'])
  })

  it('takes no link of another site on the same store, nor of other secrets', async () => {
    const shop = opened(kept.store)
    const { own } = await shop.agree({ news: ['email'] })
    await until(() => shop.sent.length === 1)
    const link = shop.sent[0]?.link ?? ''
    const foreign = shop.another({ tenant: crypto.randomUUID() })
    expect((await shop.press(link, foreign)).status).toBe(400)
    const strange = shop.another({ secrets: ['another secret of thirty-two characters'] })
    expect((await shop.press(link, strange)).status).toBe(400)
    expect(await own.read('email', 'news')).toBeUndefined()
  })

  it('confirms on another machine, twice at once, with one result', async () => {
    const shop = opened(kept.store)
    const { own } = await shop.agree({ news: ['email'] })
    await until(() => shop.sent.length === 1)
    const link = shop.sent[0]?.link ?? ''
    const pressed = await Promise.all([shop.press(link, shop.another()), shop.press(link, shop.another())])
    expect(pressed.map(({ status }) => status)).toEqual([200, 200])
    expect(await own.read('email', 'news')).toBe('ada@b.ch')
  })

  it('writes for what staff entered from paper, and for what they corrected', async () => {
    const shop = opened(kept.store)
    const person = shop.server.subject({ login: 'paper' })
    const by = { actor: 'staff:17', medium: 'paper' }
    await person.accept('membership', { email: 'bea@b.ch' }, { by, consents: { news: ['email'] } })
    await until(() => shop.sent.length === 1)
    expect(shop.sent[0]?.to).toBe('bea@b.ch')
  })

  it('writes to nobody because of an import, and to whom the site says', async () => {
    const shop = opened(kept.store)
    const person = shop.server.subject({ login: 'of old' })
    const by = { medium: 'file', evidence: 'members.csv, line 2', givenAt: shop.time.now - day }
    await person.enrol('membership', { by, answers: { email: 'old@b.ch' } })
    const notice = { text: 'We send you a letter a month.' }
    const said = await person.attest('news', ['email'], { status: 'granted', act: 'tick', notice, by })
    expect(said).toMatchObject({ ok: true })
    await quiet()
    shop.time.now += 2 * minute
    await shop.server.dueWork()
    expect(shop.sent).toEqual([])
    expect(await person.read('email', 'news')).toBeUndefined()
    expect(await person.resendConfirmation('email')).toEqual({ ok: true })
    await shop.press(shop.sent[0]?.link ?? '')
    expect(await person.read('email', 'news')).toBe('old@b.ch')
  })

  it('lapses by itself, and what was agreed to is asked anew', async () => {
    const shop = opened(kept.store)
    const { own, browser } = await shop.agree({ news: ['email'] })
    await until(() => shop.sent.length === 1)
    shop.time.now += 2 * day
    await shop.server.dueWork()
    expect((await browser.state()).state?.state.grounds.news?.email?.status).toBe('expired')
    await shop.agree({ news: ['email'] }, {}, browser)
    await until(() => shop.sent.length === 2)
    await shop.press(shop.sent[1]?.link ?? '')
    expect(await own.read('email', 'news')).toBe('ada@b.ch')
  })

  it('sends again when asked, not at once and not without end', async () => {
    const shop = opened(kept.store)
    const { own, id } = await shop.agree({ greetings: ['email'] })
    await shop.logged(id, 1)
    const lately = { ok: false, error: { code: 'sent_lately' } }
    expect(await own.resendConfirmation('email')).toMatchObject(lately)
    for (let n = 2; n <= 5; n++) {
      shop.time.now += 2 * minute
      expect(await own.resendConfirmation('email')).toEqual({ ok: true })
      expect(shop.sent).toHaveLength(n)
    }
    shop.time.now += 2 * minute
    expect(await own.resendConfirmation('email')).toMatchObject(lately)
    expect(new Set(shop.sent.map(({ id }) => id)).size).toBe(5)
    shop.time.now += day
    expect(await own.resendConfirmation('email')).toEqual({ ok: true })
    await shop.press(shop.sent[0]?.link ?? '')
    const nothing = { ok: false, error: { code: 'nothing_to_confirm' } }
    expect(await own.resendConfirmation('email')).toMatchObject(nothing)
    expect(await own.resendConfirmation('phone')).toMatchObject(nothing)
    expect(await shop.server.subject({ login: 'nobody' }).resendConfirmation('email')).toMatchObject(nothing)
    shop.post.deliver = async () => Promise.reject(new Error('no mail today'))
    const other = await shop.agree({ news: ['email'] })
    await until(() => shop.errors.length > 0)
    expect(await other.own.resendConfirmation('email')).toMatchObject({ ok: false, error: { code: 'not_sent' } })
  })

  it('writes to no address without end, however often it is left and given', async () => {
    const shop = opened(kept.store)
    const { own, browser, id } = await shop.agree({ news: ['email'] })
    for (let n = 1; n <= 8; n++) {
      await shop.logged(id, Math.min(n, 5))
      shop.time.now += 2 * minute
      await own.withdraw('news')
      await shop.agree({ news: ['email'] }, { email: `victim${n}@b.ch` }, browser)
    }
    await quiet()
    expect(shop.sent.length).toBe(5)
  })
})

describe('the page', () => {
  const notices = { 'de-CH': germanNotices, fr: frenchNotices, it: italianNotices }
  const page = async (language: string) => {
    const [, open] = stores[0] as (typeof stores)[number]
    const { store } = await open()
    const own = notices[language as keyof typeof notices]
    const shop = opened(store, { program: { ...letters, language, ...(own && { notices: own }) } })
    await shop.agree({ news: ['email'] })
    await until(() => shop.sent.length === 1)
    const response = await shop.get(shop.sent[0]?.link ?? '')
    return { response, text: await response.text(), message: shop.sent[0] }
  }

  it.each([
    ['en', 'Yes, confirm'],
    ['de-CH', 'Ja, bestätigen'],
    ['fr', 'Oui, confirmer'],
    ['it', 'Sì, confermo'],
  ])('speaks %s', async (language, button) => {
    const { text, message } = await page(language)
    expect(text).toContain(`<html lang="${language}">`)
    expect(text).toContain(button)
    expect(message?.language).toBe(language)
  })

  it('says that it is English where it speaks no other', async () => {
    const { text } = await page('rm')
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('Yes, confirm')
  })

  it('runs nothing, keeps nothing, and gives away neither the address nor where one came from', async () => {
    const { response, text } = await page('en')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/style-src 'sha256-[A-Za-z0-9+/]{43}='/)
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(text).not.toContain('<script')
    expect(text).not.toContain('ada@b.ch')
    expect(text).toContain('Alpine &#60;Shop&#62; AG')
  })

  it('answers what it is not asked for', async () => {
    const [, open] = stores[0] as (typeof stores)[number]
    const { store } = await open()
    const { server } = opened(store)
    const ask = (init: RequestInit) => server.fetch(new Request('https://shop.example/evenhanded/confirm', init))
    expect((await ask({ method: 'PUT' })).status).toBe(405)
    expect((await ask({ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status).toBe(
      415,
    )
    expect((await ask({ method: 'POST', body: new URLSearchParams({ token: 'x'.repeat(9_000) }) })).status).toBe(413)
  })
})

describe('createServer', () => {
  it('wants to know where links lead', async () => {
    const [, open] = stores[0] as (typeof stores)[number]
    const { store } = await open()
    for (const confirmUrl of [undefined, '/evenhanded/confirm', 'javascript:alert(1)'])
      expect(() => opened(store, { confirmUrl } as never)).toThrow('A messenger needs a confirmUrl')
  })

  it('writes to nobody without a messenger, and says so', async () => {
    const [, open] = stores[0] as (typeof stores)[number]
    const { store } = await open()
    const shop = opened(store, { messenger: undefined } as never)
    const { own } = await shop.agree({ news: ['email'] })
    expect(await own.resendConfirmation('email')).toMatchObject({ ok: false, error: { code: 'no_messenger' } })
    await own.confirm('email', 'ada@b.ch')
    expect(await own.read('email', 'news')).toBe('ada@b.ch')
  })
})

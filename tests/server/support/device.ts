import type { BatchReply, StateReply } from '../../../src/core/subject/batch.js'
import { compile, onDevice, type Program, type SubjectCommand } from '../../../src/index.js'
import { hashOf } from '../../../src/server/secrets/secrets.js'
import type { Server } from '../../../src/server.js'

export const secret = 'a secret of thirty-two characters'
export const home = 'https://shop.example'

type Say<C> = C extends SubjectCommand ? Partial<C> & Pick<C, 'type'> : never

/** A browser as the server sees it: keeps the cookie, numbers its commands, knows what the notice was. */
export function device(server: Pick<Server, 'fetch'>, program: Program, origin = home) {
  const plan = compile(program, { authority: onDevice, hash: hashOf })
  const jar = new Map<string, string>()
  const self = {
    jar,
    subject: null as string | null,
    headers: {} as Record<string, string>,
    last: new Response(),
    say(said: Say<SubjectCommand>): SubjectCommand {
      const offer = 'offer' in said ? (said.offer as string) : ''
      const { hash, version, language } = Object.hasOwn(plan.offer, offer)
        ? plan.notice(offer)
        : { hash: '0'.repeat(64), version: program.version, language: 'en' }
      const evidence = { act: 'button' as const, notice: { hash, version, language } }
      const envelope = { id: crypto.randomUUID(), subject: self.subject, at: Date.now(), touchpoint: 'web', seen: 0 }
      const rest =
        said.type === 'accept' ? { answers: {}, consents: {}, evidence } : said.type === 'decline' ? { evidence } : {}
      return { ...envelope, ...rest, ...said } as SubjectCommand
    },
    accept: (offer: string, answers: Record<string, unknown>, more: object = {}) =>
      self.say({ type: 'accept', offer, answers, ...more } as never),
    async fetch(path: string, init: RequestInit = {}): Promise<Response> {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { ...(cookie && { cookie }), ...self.headers, ...(init.headers as object) }
      self.last = await server.fetch(new Request(`${origin}/evenhanded${path}`, { ...init, headers }))
      for (const set of self.last.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) as unknown as [string, string, string]
        if (/max-age=0/i.test(set)) jar.delete(name)
        else jar.set(name, value)
      }
      return self.last
    },
    post: (body: unknown, headers: Record<string, string> = {}) =>
      self.fetch('/commands', {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    async send(...commands: readonly unknown[]): Promise<BatchReply> {
      const { id, version, language } = program
      const response = await self.post({ program: { id, version, ...(language && { language }) }, commands })
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      const reply = (await response.json()) as BatchReply
      self.subject = reply.subject
      return reply
    },
    async state(): Promise<StateReply> {
      return (await (await self.fetch('/state')).json()) as StateReply
    },
  }
  return self
}

/** What a refused answer says, or `ok`. */
export const codes = (reply: BatchReply): readonly string[] =>
  reply.results.map((one) => (one.ok ? 'ok' : one.error.code))

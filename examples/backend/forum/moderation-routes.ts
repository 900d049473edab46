import { Hono } from 'hono'
import * as z from 'zod'
import type { Data } from '../data.js'
import { members } from '../forum-seed.js'
import { moderation } from './moderation.js'
import type { Forum } from './open-forum.js'

const api = '/community-forum/api/moderation'

const about = z.strictObject({ giver: z.enum(['you', ...Object.keys(members)]) })
const suspension = z.strictObject({ key: z.uuid(), sanction: z.enum(['advert', 'rude']) })
const keyed = z.strictObject({ key: z.uuid() })

/** In the demo, whoever visits is a member and a moderator at once. */
export function moderationRoutes(db: Data['db'], server: Forum): Hono {
  const desk = moderation(db, server)
  const app = new Hono()
  const act = <Input>(what: string, shape: z.ZodType<Input>, done: (you: string, input: Input) => Promise<object>) =>
    app.post(`${api}/${what}`, async (c) => {
      const you = await server.subjectOf(c.req.raw)
      const input = shape.safeParse(await c.req.json().catch(() => undefined))
      if (!input.success) return c.json({ why: 'This can’t be read.' }, 400)
      return you === null ? c.json({ why: 'Nobody knows you here yet.' }) : c.json(await done(you, input.data))
    })
  const giverOf = (you: string, name: string): string =>
    name === 'you' ? you : (members[name as keyof typeof members]?.id ?? you)
  const told = async (words: Promise<string>): Promise<object> => ({ told: await words })

  act('preview', about, (you, { giver }) => desk.preview(giverOf(you, giver)))
  act('revoke', about, (you, { giver }) => told(desk.revoke(giverOf(you, giver))))
  act('suspend', suspension, (you, { sanction, key }) => told(desk.suspend(you, sanction, key)))
  act('lift', keyed, (you, { key }) => told(desk.lift(you, key)))
  act('appeal', keyed, (you, { key }) => told(desk.appeal(you, key)))
  return app
}

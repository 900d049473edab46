import { join } from 'node:path'
import { Hono } from 'hono'
import * as z from 'zod'
import type { Post, Topic } from '../community-forum/post.js'
import { topics } from '../community-forum/program.js'
import type { Data } from './data.js'
import { firstPaint } from './first-paint.js'
import { authorOf, nobody } from './forum/author-of.js'
import { moderationRoutes } from './forum/moderation-routes.js'
import { base, type Forum, openForum } from './forum/open-forum.js'
import { thank } from './forum/thank.js'
import { memberBy, members, posts, readers } from './forum-seed.js'

const api = '/community-forum/api/posts'

const written = z.strictObject({
  topic: z.enum(Object.keys(topics) as [Topic, ...Topic[]]),
  title: z.string().trim().min(1).max(120),
  text: z.string().trim().min(1).max(2000),
})

/**
 * The forum's backend: posts carry their writer's number; the name is read anew each time, while it may be.
 *
 * @param pages where the built pages are
 */
export async function forumBackend(data: Data, pages: string): Promise<Hono> {
  const { db } = data
  const server = openForum(data)
  await db.exec(`create table if not exists forum_post (
      id int generated always as identity primary key, author text not null, topic text not null,
      title text not null, text text not null, at timestamptz not null);
    create table if not exists forum_helpful (post int not null, giver text not null, primary key (post, giver));
    alter table forum_helpful add column if not exists revoked boolean not null default false`)
  const { rows } = await db.query('select 1 from forum_post limit 1')
  if (rows.length === 0) await seed(db, server)

  return new Hono()
    .all(`${base}/*`, ({ req }) => server.fetch(req.raw))
    .get('/community-forum/', ({ req }) => firstPaint(join(pages, 'community-forum/index.html'), server, req.raw))
    .get(api, async (c) => c.json(await shown(db, server, await server.subjectOf(c.req.raw))))
    .post(api, async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      if (!subject || !(await server.subject(subject).can('post')))
        return c.json({ why: 'To write here, give your name first.' }, 403)
      const draft = written.safeParse(await c.req.json().catch(() => undefined))
      if (!draft.success) return c.json({ why: 'A title of at most 120 letters, and a text of at most 2000.' }, 400)
      const { topic, title, text } = draft.data
      const id = await keep(db, { author: subject, topic, title, text, at: new Date() })
      const thanks = readers.map((reader) =>
        thank(db, server, { post: id, author: subject, giver: members[reader].id }),
      )
      const thanked = (await Promise.all(thanks)).filter((why) => why === undefined).length
      return c.json({ id, thanked }, 201)
    })
    .post(`${api}/:id/helpful`, async (c) => {
      const giver = await server.subjectOf(c.req.raw)
      if (!giver || !(await server.subject(giver).can('thank')))
        return c.json({ why: 'Take the digest or write under your name first.' }, 403)
      const post = Number(c.req.param('id'))
      const { rows } = await db.query<{ author: string }>('select author from forum_post where id = $1', [post])
      const author = rows[0]?.author
      if (!author) return c.json({ why: 'There is no such post.' }, 404)
      const why = await thank(db, server, { post, author, giver })
      // What the day's limit refuses is an answer, and no failure.
      return c.json(why ? { why } : {})
    })
    .route('/', moderationRoutes(db, server))
}

interface Kept extends Pick<Post, 'topic' | 'title' | 'text'> {
  readonly author: string
  readonly at: Date
}

async function keep(db: Data['db'], { author, topic, title, text, at }: Kept): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    'insert into forum_post (author, topic, title, text, at) values ($1, $2, $3, $4, $5) returning id',
    [author, topic, title, text, at],
  )
  return rows[0]?.id ?? 0
}

async function seed(db: Data['db'], server: Forum): Promise<void> {
  for (const { id, name } of Object.values(members)) {
    const by = { actor: 'demo', medium: 'seed' }
    const joined = await server.subject(memberBy(id)).accept('posting', { fullName: name }, { by, key: 'seed:posting' })
    if (!joined.ok) throw new Error(`${name} could not join: ${joined.error.message}`)
  }
  for (const post of [...posts].reverse()) {
    const author = members[post.author].id
    const id = await keep(db, { ...post, author, at: new Date(Date.now() - post.days * 86_400_000) })
    for (const reader of post.helpful) {
      const why = await thank(db, server, { post: id, author, giver: members[reader].id })
      if (why) throw new Error(why)
    }
  }
}

async function shown(db: Data['db'], server: Forum, reader: string | null): Promise<readonly Post[]> {
  const { rows } = await db.query<Omit<Post, 'author' | 'mine'> & { author: string }>(
    `select id, author, topic, title, text, (extract(epoch from at) * 1000)::float8 as at,
       (select count(*)::int from forum_helpful where post = id and not revoked) as helpful,
       (select case when revoked then 'revoked' else 'given' end from forum_helpful where post = id and giver = $1) as thanks
     from forum_post order by at desc, id desc limit 50`,
    [reader],
  )
  const ids = [...new Set(rows.map(({ author }) => author))]
  const authors = new Map(await Promise.all(ids.map(async (id) => [id, await authorOf(server, id)] as const)))
  return rows.map((row) => ({ ...row, author: authors.get(row.author) ?? nobody, mine: row.author === reader }))
}

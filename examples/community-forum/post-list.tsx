import { useState } from 'react'
import { Gate } from './client.js'
import { callHelpful, type Post } from './post.js'
import { topics } from './program.js'

interface PostListProps {
  readonly posts: readonly Post[] | null | undefined
  readonly refresh: () => Promise<void>
}

export function PostList({ posts, refresh }: PostListProps) {
  return (
    <section className="stack" aria-labelledby="posts">
      <h2 id="posts">This week</h2>
      {posts === null ? <p className="soft">Fetching the posts …</p> : null}
      {posts === undefined ? (
        <p role="alert">
          The posts did not come.{' '}
          <button type="button" className="button" onClick={() => void refresh()}>
            Try again
          </button>
        </p>
      ) : null}
      <ol className="posts">
        {posts?.map((post) => (
          <li key={post.id}>
            <PostView post={post} refresh={refresh} />
          </li>
        ))}
      </ol>
    </section>
  )
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })

function PostView({ post, refresh }: { readonly post: Post; readonly refresh: () => Promise<void> }) {
  const { author } = post
  return (
    <article className="post" aria-labelledby={`post-${post.id}`}>
      <p className="small soft">
        {topics[post.topic]} · {day.format(post.at)}
      </p>
      <h3 className="post-title" id={`post-${post.id}`}>
        {post.title}
      </h3>
      <p>{post.text}</p>
      <div className="row row-apart post-foot">
        <p className="small">
          {author.name}
          <span className="soft figures"> · {author.respect} respect</span>
          {author.expert ? <span className="expert">Expert</span> : null}
        </p>
        <Helpful post={post} refresh={refresh} />
      </div>
    </article>
  )
}

/** Respect goes from one reader to one writer: once a post, and never to oneself. */
function Helpful({ post, refresh }: { readonly post: Post; readonly refresh: () => Promise<void> }) {
  const [why, setWhy] = useState<string | null>(null)
  const count = (
    <span className="small soft figures">{post.helpful === 0 ? 'No thanks yet' : `Helpful to ${post.helpful}`}</span>
  )
  if (post.mine) return count
  if (post.thanks === 'given') return <span className="small thanked">Helpful to you{others(post.helpful - 1)}</span>
  if (post.thanks === 'revoked') return <span className="small soft">Your thanks was taken back by a moderator</span>
  const call = async () => {
    const sent = await callHelpful(post.id)
    if (sent.ok) await refresh()
    else setWhy(sent.why)
  }
  return (
    <span className="row">
      {why ? (
        <span className="small" role="alert">
          {why}
        </span>
      ) : (
        count
      )}
      <Gate name="thank" otherwise={null}>
        <button type="button" className="button" onClick={() => void call()} aria-label={`Helpful: ${post.title}`}>
          Helpful
        </button>
      </Gate>
    </span>
  )
}

const others = (count: number): string => (count === 0 ? '' : ` and ${count} ${count === 1 ? 'other' : 'others'}`)

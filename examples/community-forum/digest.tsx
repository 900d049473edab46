import { useState } from 'react'
import { client, OfferForm, useOffer } from './client.js'
import type { Post } from './post.js'

/** Exchange: interests and an address against a digest that holds nothing else. */
export function Digest({ posts }: { readonly posts: readonly Post[] }) {
  const offer = useOffer('digest')
  const [open, setOpen] = useState(false)
  if (!offer) return null
  if (offer.accepted) return <ThisWeek posts={posts} />
  const atRest = !open && !offer.why.proposed
  return atRest ? (
    <div>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        Take the digest after all
      </button>
    </div>
  ) : (
    <OfferForm offer="digest" words={{ accept: 'Get the digest' }} />
  )
}

function ThisWeek({ posts }: { readonly posts: readonly Post[] }) {
  const interests = client.read('interests', 'digest') ?? []
  const best = posts.filter(({ topic }) => interests.includes(topic)).sort((a, b) => b.helpful - a.helpful)
  return (
    <section className="eh-done" aria-labelledby="digest" tabIndex={-1}>
      <h2 id="digest">Your digest</h2>
      <p className="small soft">Every Friday to {client.read('email', 'digest')}. This is today’s:</p>
      {best.length === 0 ? <p>Nothing on your topics this week.</p> : null}
      <ol className="digest">
        {best.slice(0, 3).map((post) => (
          <li key={post.id}>
            <a href={`#post-${post.id}`}>{post.title}</a>
          </li>
        ))}
      </ol>
    </section>
  )
}

import { useEffect, useRef, useState } from 'react'
import { client, OfferForm, useOffer } from './client.js'
import { Opened, Opener } from './opener.js'
import type { Post } from './post.js'
import { WhyOffer } from './why.js'

/** Exchange: interests and an address against a digest that holds nothing else. */
export function Digest({ posts }: { readonly posts: readonly Post[] }) {
  const offer = useOffer('digest')
  const [said, say] = useState<'open' | 'closed' | 'taken' | null>(null)
  if (!offer) return null
  if (offer.accepted) return <ThisWeek posts={posts} focus={said === 'taken'} />
  if (said === 'closed' || (said !== 'open' && !offer.why.proposed))
    return <Opener words="Take the digest after all" focus={said === 'closed'} onOpen={() => say('open')} />
  return (
    <Opened focus={said === 'open'}>
      <OfferForm
        offer="digest"
        words={{ accept: 'Get the digest' }}
        onAccepted={() => say('taken')}
        onDeclined={() => say('closed')}
      />
      <WhyOffer offer="digest" />
    </Opened>
  )
}

interface ThisWeekProps {
  readonly posts: readonly Post[]
  /** The digest has just been taken: the reader goes on here. */
  readonly focus: boolean
}

function ThisWeek({ posts, focus }: ThisWeekProps) {
  const here = useRef<HTMLElement>(null)
  useEffect(() => {
    if (focus) here.current?.focus()
  }, [focus])
  const interests = client.read('interests', 'digest') ?? []
  const best = posts.filter(({ topic }) => interests.includes(topic)).sort((a, b) => b.helpful - a.helpful)
  return (
    <section className="eh-done" aria-labelledby="digest" tabIndex={-1} ref={here}>
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

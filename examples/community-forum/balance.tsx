import { client, useGate, useOffer, usePoints, useSnapshot } from './client.js'
import type { Post } from './post.js'

/** What the reader gave and got, on one beam. */
export function Balance({ posts }: { readonly posts: readonly Post[] }) {
  const { phase } = useSnapshot()
  const digest = useOffer('digest')
  const { available: respect } = usePoints('respect')
  const post = useGate('post')
  const gave = phase === 'loading' ? [] : client.known().map(({ label }) => label)
  const written = posts.filter(({ mine }) => mine).length
  const got = [
    `${posts.length} posts to read`,
    ...(digest?.accepted ? ['a digest on your topics'] : []),
    ...(post.allowed ? ['the right to write'] : []),
    ...(respect > 0 ? [`${respect} respect`] : []),
  ]
  return (
    <section className="balance" aria-label="What you gave and what you got">
      <Side
        kind="give"
        title="You gave"
        items={[...gave, ...(written > 0 ? [`${written} ${written === 1 ? 'post' : 'posts'}`] : [])]}
      />
      <Side kind="get" title="You got" items={got} />
      <svg className="balance-foot" viewBox="0 0 28 14" aria-hidden="true">
        <path d="M14 1l10 12H4Z" />
      </svg>
    </section>
  )
}

interface SideProps {
  readonly kind: 'give' | 'get'
  readonly title: string
  readonly items: readonly string[]
}

const Side = ({ kind, title, items }: SideProps) => (
  <div className={`balance-side balance-${kind}`}>
    <h2 className="balance-title">{title}</h2>
    <ul className="balance-list">
      {items.length === 0 ? (
        <li className="balance-item balance-none">nothing yet</li>
      ) : (
        items.map((item) => (
          <li className="balance-item" key={item}>
            <span>{item}</span>
          </li>
        ))
      )}
    </ul>
  </div>
)

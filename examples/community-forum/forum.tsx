import { connectionWords } from '../look/connection.js'
import { Balance } from './balance.js'
import { useSnapshot } from './client.js'
import { Digest } from './digest.js'
import { Moderation } from './moderation.js'
import { PostList } from './post-list.js'
import { usePosts } from './use-posts.js'
import { Writing } from './writing.js'
import { You } from './you.js'

export function Forum() {
  const [posts, refresh] = usePosts()
  const { status } = useSnapshot()
  return (
    <div className="forum">
      <p className="connection" role="status">
        {connectionWords(status)}
      </p>
      <header className="forum-head">
        <div className="page-title">
          <h1>Hut Book</h1>
          <p className="lead">
            What people tell one another about huts and paths. These writers are made up; you are not.
          </p>
        </div>
        <Balance posts={posts ?? []} />
      </header>
      <div className="forum-floor">
        <div className="stack-wide">
          <Writing onWritten={refresh} />
          <PostList posts={posts} refresh={refresh} />
        </div>
        <aside className="stack" aria-label="Digest and you">
          <Digest posts={posts ?? []} />
          <You refresh={refresh} />
          <Moderation refresh={refresh} />
        </aside>
      </div>
    </div>
  )
}

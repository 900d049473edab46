import { useEffect, useRef } from 'react'
import { decisionsSwitch } from '../look/decisions.js'
import { parkedPanel } from '../look/parked-panel.js'
import { statusWords } from '../look/status-words.js'
import { Balance } from './balance.js'
import { client, useSnapshot } from './client.js'
import { Digest } from './digest.js'
import { Moderation } from './moderation.js'
import { PostList } from './post-list.js'
import { forum } from './program.js'
import { usePosts } from './use-posts.js'
import { Writing } from './writing.js'
import { You } from './you.js'

export function Forum() {
  const [posts, refresh] = usePosts()
  const { status } = useSnapshot()
  return (
    <div className="forum">
      <p className="status-line" data-connection={status.connection} role="status">
        {statusWords(status)}
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
      <Parked />
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

/** An element that draws itself, the same in all three sites. */
function Parked() {
  const here = useRef<HTMLDivElement>(null)
  useEffect(() => here.current?.replaceChildren(panel), [])
  return <div className="parked-place" ref={here} />
}

const panel = parkedPanel(client, forum)
decisionsSwitch(client, forum)

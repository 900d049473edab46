import { useCallback, useEffect, useState } from 'react'
import { client, useSnapshot } from './client.js'
import { type Post, readPosts } from './post.js'

/** The posts, and the way to read them anew. `null` until they are there, `undefined` where they did not come. */
export function usePosts(): readonly [posts: readonly Post[] | null | undefined, refresh: () => Promise<void>] {
  const [posts, setPosts] = useState<readonly Post[] | null | undefined>(null)
  const { subject } = useSnapshot()
  const refresh = useCallback(async () => {
    setPosts(await readPosts().catch(() => undefined))
    if (client.snapshot().subject !== null) await client.sync()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reader sees other marks
  useEffect(() => void refresh(), [refresh, subject])
  return [posts, refresh]
}

import { createServer } from 'evenhanded/server'
import { forum } from '../../community-forum/program.js'
import type { Data } from '../data.js'
import { policy } from './policy.js'

export const base = '/community-forum/evenhanded'

export const openForum = ({ store, secret }: Data) =>
  createServer({ program: forum, policy, store, secrets: [secret], basePath: base })

export type Forum = ReturnType<typeof openForum>

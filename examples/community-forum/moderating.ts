import { type Sent, send } from './post.js'

/** What taking back somebody's respect would come to. */
export interface Revocation {
  readonly to: readonly { readonly name: string; readonly amount: number }[]
}

export interface Told {
  readonly told: string
}

const api = '/community-forum/api/moderation'

export const previewRevocation = (giver: string): Promise<Sent<Revocation>> => send(`${api}/preview`, { giver })
export const revoke = (giver: string): Promise<Sent<Told>> => send(`${api}/revoke`, { giver })
export const suspend = (sanction: string): Promise<Sent<Told>> => send(`${api}/suspend`, { sanction, ...once() })
export const lift = (): Promise<Sent<Told>> => send(`${api}/lift`, once())
export const appeal = (): Promise<Sent<Told>> => send(`${api}/appeal`, once())

const once = () => ({ key: crypto.randomUUID() })

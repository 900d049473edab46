/** Whether what was said is safe, where, and what becomes of it. */
export interface Status {
  /**
   * In one word, the worst first, for a line in the page. `memory`: something unsent would be lost with this page.
   * `parked`: the server refused something, see `client.parked`. `offline`: no server is reached. `waiting`: the server
   * can't take it now. `sending`: it is on its way. `saved`: the server has answered everything.
   */
  readonly is: 'memory' | 'parked' | 'offline' | 'waiting' | 'sending' | 'saved'
  /** `memory` where the browser refuses storage or it is full: what is unsent is lost with the page. */
  readonly storage: 'durable' | 'memory'
  /** Why storage was refused, in the browser's words. */
  readonly reason?: string
  /**
   * `busy`: the server asks to be left alone for a while. `signed-out`: it knows nobody here. `outdated`: it has another
   * version of the program, reload the page. `none`: the client was given no server, and what needs one waits.
   */
  readonly connection: 'online' | 'busy' | 'offline' | 'signed-out' | 'outdated' | 'none'
  /** Commands that the server has not answered; while nobody is known here, of those too who have left. */
  readonly unsent: number
  /** Commands that the server has refused, and that nobody has seen to yet. */
  readonly parked: number
  /** When the server is tried again, epoch milliseconds; `null` while nothing is planned. */
  readonly nextTry: number | null
}

/** One consistent picture of everything, replaced as a whole with each change. */
export interface Snapshot {
  readonly phase: 'loading' | 'ready'
  readonly subject: string | null
  /** Counts the changes on this page. */
  readonly revision: number
  readonly status: Status
}

/** What a status is made of. */
export type Facts = Omit<Status, 'is' | 'reason'> & { readonly reason: string | undefined }

export function statusOf({ reason, ...facts }: Facts): Status {
  return { is: word(facts), ...facts, ...(reason === undefined ? undefined : { reason }) }
}

function word(now: Omit<Facts, 'reason'>): Status['is'] {
  if (now.storage === 'memory' && now.unsent > 0) return 'memory'
  if (now.parked > 0) return 'parked'
  if (now.connection === 'offline') return 'offline'
  if (now.unsent === 0) return 'saved'
  return now.connection === 'online' ? 'sending' : 'waiting'
}

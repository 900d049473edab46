import type { Plan } from '../../core/program/plan.js'
import { type Result, refused } from '../../core/result.js'
import type { Initial } from '../../core/subject/batch.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Clock } from '../../ports/clock.js'
import type { OpenStorage } from '../../ports/storage.js'
import type { NewId } from '../browser/new-id.js'
import { watchPage } from '../browser/page-life.js'
import { createTabs, type News } from '../browser/tabs.js'
import type { Client } from '../client.js'
import { createDevice, type Device } from '../device/device.js'
import type { Board } from '../picture/board.js'
import type { Keeper } from '../say.js'
import { memory } from '../storage/memory.js'
import { createConnection } from './connection.js'
import { createFreshness } from './freshness.js'
import { createLine, type ServerAddress } from './line.js'
import { createTalk } from './talk.js'

/** The conversation of one page with the server, over what the device holds. */
export interface Session
  extends Keeper,
    Pick<Client, 'sync' | 'signOut' | 'switchSubject' | 'close'>,
    Pick<Device, 'draft' | 'unpark'> {
  /** Storage was read, anew each time that the page is shown again. */
  readonly ready: Promise<void>
  forget(): Promise<void>
  /** Asks something beside the outbox, whose answer is not kept; with a body it posts it. Never rejects. */
  ask<Reply>(path: string, body?: object): Promise<Result<Reply, Refusal>>
}

/** So many commands may travel as a page's last word: a server takes more. */
const most = 100

export function createSession(given: {
  readonly plan: Plan
  readonly board: Board
  readonly clock: Clock
  readonly newId: NewId
  readonly server: ServerAddress | undefined
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Without it nothing outlasts the page. */
  readonly open: OpenStorage | undefined
  /** What the page came with. */
  readonly initial: Initial | undefined
  /** The page is rendered here and runs elsewhere: nothing is kept, sent, or told to others. */
  readonly isRendered: boolean
}): Session {
  const { plan, board, clock, initial, isRendered } = given
  const server = isRendered ? undefined : given.server
  const name = `evenhanded:${plan.program.id}`
  const line = server && createLine(server, plan.program, given.fetch)
  const tabs = createTabs(isRendered ? undefined : name, (news) => void hear(news))
  const endsVisits = given.open === undefined && !isRendered
  const device = createDevice({ ...given, open: given.open ?? memory(), name, tell: tabs.tell, endsVisits })
  const connection = createConnection(board, clock, () => void talk())
  const freshness = createFreshness(() => void look())
  const { mayTalk } = connection
  const { send, ask } = createTalk({
    ...{ line, device, tabs, begins: connection.begins },
    heard(changed) {
      connection.reached()
      freshness.heard(changed)
      tellOf({ kind: 'online', changed })
    },
    failed: (failure) => tellOf({ ...failure, wait: connection.failed(failure) }),
  })
  let isAway = false
  let comeBack: (() => void) | undefined

  if (!line) board.set({ connection: 'none' })

  const tellOf = (server: News['server'] & {}) => {
    // Of two versions in two tabs, one may be refused and the other not.
    if (server.kind !== 'outdated') tabs.tell({ who: device.who().id, wrote: [], answers: [], server })
  }

  const isAtWork = (): boolean => board.get().unsent.length > 0 || device.who().ending

  async function hear({ server, ...news }: News): Promise<void> {
    if (!server) {
      await device.hear(news)
      // Whoever knows of work stands in line for it: its tab may be gone the next moment.
      if (isAtWork() && mayTalk()) void send()
    } else if (!line || board.get().connection === 'outdated') return
    else if (server.kind !== 'online') connection.failedElsewhere(server)
    else {
      connection.reached()
      freshness.heard(server.changed, true)
    }
  }

  /** Before an exchange was accepted there is nobody to talk of, and nothing is requested (law 8). */
  async function talk(): Promise<void> {
    if (isAtWork()) await send()
    else if (device.who().id !== null) await ask()
  }

  /** Somebody looks: what other tabs have written is shown, and what the server has to say is asked. */
  async function look(): Promise<void> {
    await ready
    await device.reread()
    // To leave it alone for a while was the server's own wish.
    if (board.get().connection !== 'busy') connection.resume()
    await talk()
  }

  async function sync(): Promise<void> {
    await ready
    connection.resume()
    if (!(await send()) && mayTalk()) await ask()
  }

  /** Somebody else may sit here from now on: nothing is said in the session of the one before. */
  async function changing(change: () => Promise<void>): Promise<void> {
    await tabs.instead(change)
    connection.resume()
    if (line) board.set({ connection: 'online' })
  }

  const stopWatching = watchPage({
    reachable: () => void ready.then(connection.resume).then(talk),
    seen: freshness.seen,
    hidden() {
      if (isAtWork()) void send(true)
    },
    gone(isKept) {
      if (isAway) return
      const isLeftAlone = !mayTalk() && board.get().connection !== 'offline'
      tabs.leave()
      if (!isLeftAlone && !device.who().ending) line?.lastWord(device.last(most))
      if (!isKept) return
      isAway = true
      device.putAside()
      ready = new Promise<void>((resolve) => {
        comeBack = resolve
      }).then(() => open(device.takeUpAgain))
    },
    back() {
      if (!isAway) return
      isAway = false
      tabs.back()
      comeBack?.()
    },
  })

  const open = (load: () => Promise<void>): Promise<void> =>
    load()
      .then(board.parsed)
      .then(() => {
        if (isAway) return
        board.set({ phase: 'ready' })
        void begin()
      })

  async function begin(): Promise<void> {
    const id = device.who().id ?? initial?.subject ?? null
    if (!(await send()) && id !== null) await ask()
  }

  let ready = open(device.load)

  return {
    get ready() {
      return ready
    },
    command(command) {
      const { kept, settled } = device.command(command)
      void kept.then(() => mayTalk() && send())
      return { kept, settled }
    },
    local: device.local,
    draft: device.draft,
    unpark: device.unpark,
    sync,
    forget: () => tabs.instead(() => device.forget('drop', false)),
    ask: async (path, body) => (line ? line.ask(path, body) : refused(refusal('no_answer'))),
    async signOut({ unsent }) {
      await ready
      if (unsent === 'send') await send()
      // What nobody said may be on its way, and make somebody of them.
      const mayHaveSession = device.who().id !== null || board.get().unsent.length > 0
      await changing(() => device.forget(unsent, line !== undefined && mayHaveSession))
      await send()
    },
    async switchSubject(id) {
      await ready
      connection.resume()
      // Asked first where it is not said: nothing of one person is sent in the session of another.
      if (id !== null && id !== device.who().id) await changing(() => device.moveIn(id))
      else if (id === null && !(await ask(false)) && board.get().connection === 'signed-out')
        await changing(() => device.moveIn(null))
      await sync()
    },
    close() {
      connection.stop()
      freshness.stop()
      device.close()
      stopWatching()
      tabs.close()
    },
  }
}

import type { Plan } from '../../core/program/plan.js'
import { type Result, refused } from '../../core/result.js'
import type { BatchReply, Initial, StateReply } from '../../core/subject/batch.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Clock } from '../../ports/clock.js'
import type { OpenStorage } from '../../ports/storage.js'
import type { NewId } from '../browser/new-id.js'
import { watchPage } from '../browser/page-life.js'
import { createTabs } from '../browser/tabs.js'
import type { Client } from '../client.js'
import type { Sending } from '../device/answers.js'
import { createDevice, type Device } from '../device/device.js'
import type { Board } from '../picture/board.js'
import type { Keeper } from '../say.js'
import type { Status } from '../status.js'
import { memory } from '../storage/memory.js'
import { createLine, type Heard, type ServerAddress } from './line.js'
import { createRetry } from './retry.js'

/** The conversation of one page with the server, over what the device holds. */
export interface Session
  extends Keeper,
    Pick<Client, 'ready' | 'sync' | 'signOut' | 'switchSubject' | 'close'>,
    Pick<Device, 'draft' | 'unpark'> {
  forget(): Promise<void>
  /** Asks something beside the outbox, whose answer is not kept; with a body it posts it. Never rejects. */
  ask<Reply>(path: string, body?: object): Promise<Result<Reply, Refusal>>
}

type Failure = Exclude<Heard<never>, { kind: 'reply' | 'rejected' }>

const nobodyThere = { kind: 'unreachable', wait: 0 } as const

/** So many commands travel at once. */
const most = 50

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
  const { plan, board, initial, isRendered } = given
  const server = isRendered ? undefined : given.server
  const name = `evenhanded:${plan.program.id}`
  const line = server && createLine(server, plan.program, given.fetch)
  const open = given.open ?? memory()
  const tabs = createTabs(isRendered ? undefined : name, (news) => void device.hear(news))
  const device = createDevice({ ...given, open, name, tell: tabs.tell })
  const retry = createRetry(() => void talk())
  let paused = false
  let closed = false
  let sending: Promise<boolean> | undefined

  const connect = (connection: Exclude<Status['connection'], 'none'>) => {
    if (line && board.get().connection !== connection) board.set({ connection })
  }

  if (!line) board.set({ connection: 'none' })

  const mayTalk = () => !paused && !closed && retry.mayTry()

  /** What every failure of a request leads to. */
  function failed(heard: Failure): false {
    if (heard.kind === 'unreachable' || heard.kind === 'unchanged') {
      connect('offline')
      if (!closed) retry.later(heard.kind === 'unchanged' ? 0 : heard.wait)
    } else {
      paused = true
      retry.reset()
      connect(heard.kind)
    }
    return false
  }

  /** Another person may sit here next: the session of the one who left has to end before anything is sent. */
  async function endSession(): Promise<boolean> {
    if (!line || !device.who().ending) return true
    if (!mayTalk() || !(await line.end())) return failed(nobodyThere)
    await device.ended()
    return true
  }

  /** Sends until nothing is left. @returns whether the server gave its word */
  async function flush(): Promise<boolean> {
    let limit = most
    for (let spoken = false; ; spoken = true) {
      if (!line || !mayTalk()) return false
      const sent = await device.next(limit)
      if (sent.commands.length === 0) return spoken
      const heard = await line.post(sent.commands, sent.program)
      limit = most
      if (heard.kind === 'reply') {
        if (!(await taken(sent, heard.reply))) return false
      } else if (heard.kind !== 'rejected') return failed(heard)
      else if (sent.commands.length > 1) limit = Math.ceil(sent.commands.length / 2)
      else
        await device.take(
          sent,
          [{ id: sent.commands[0]?.id ?? '', ok: false, error: refusal('bad_command') }],
          undefined,
        )
    }
  }

  /** @returns whether to go on sending */
  async function taken(sent: Sending, reply: BatchReply): Promise<boolean> {
    const types = new Map(sent.commands.map(({ id, type }) => [id, type]))
    const answers = reply.results.filter(({ id }) => types.has(id))
    const isErased = answers.some((one) => (one.ok ? types.get(one.id) === 'erase' : one.error.code === 'erased'))
    if (isErased && sent.subject === device.who().id) {
      await device.forget('drop', false, answers)
      if (reply.subject !== null) await device.takeState(reply, undefined, sent.stamp)
    } else if (sent.subject === null || sent.subject === reply.subject) await device.take(sent, answers, reply)
    // Somebody else sits here now, or nobody: what was refused for that alone waits for its owner (law 7).
    else if (!(await takeWord(reply, undefined, sent.stamp))) return false
    retry.reset()
    connect('online')
    return true
  }

  async function takeWord(reply: StateReply, etag: string | undefined, stamp: string | undefined): Promise<boolean> {
    if (reply.subject === null && device.who().id !== null) {
      await device.withhold()
      return failed({ kind: 'signed-out' })
    }
    await device.takeState(reply, etag, stamp)
    return true
  }

  /** One flush at a time in all tabs; who asks while one runs gets the one after it. */
  function send(): Promise<boolean> {
    sending ??= tabs.alone(async () => {
      sending = undefined
      return (await endSession()) && flush()
    })
    return sending
  }

  /** Asks what is new; alone, so that an older word never comes after a later one. */
  const ask = (): Promise<boolean> =>
    tabs.alone(async () => {
      if (!line || !mayTalk()) return false
      const { etag, stamp } = device.word()
      const heard = await line.state(etag)
      if (heard.kind === 'reply') {
        if (!(await takeWord(heard.reply, heard.etag, stamp))) return false
      } else if (heard.kind !== 'unchanged') return failed(heard.kind === 'rejected' ? nobodyThere : heard)
      retry.reset()
      connect('online')
      return true
    })

  /** Before an exchange was accepted there is nobody to talk of, and nothing is requested (law 8). */
  async function talk(): Promise<void> {
    const { unsent } = board.get()
    const { id, ending } = device.who()
    if (unsent.length > 0 || ending) await send()
    else if (id !== null) await ask()
  }

  function resume(): void {
    paused = false
    retry.reset()
    if (board.get().connection !== 'offline') connect('online')
  }

  async function sync(): Promise<void> {
    await ready
    resume()
    if (!(await send()) && mayTalk()) await ask()
  }

  const stopWatching = watchPage({
    back: () => void ready.then(talk),
    leaving: () => {
      if (!paused && !device.who().ending) line?.lastWord(board.get().unsent.slice(0, most))
    },
  })

  const ready = device
    .load()
    .then(board.parsed)
    .then(() => {
      board.set({ phase: 'ready' })
      void begin()
    })

  async function begin(): Promise<void> {
    const id = device.who().id ?? initial?.subject ?? null
    if (!(await send()) && id !== null) await ask()
  }

  return {
    ready,
    command(command) {
      const { kept, settled } = device.command(command)
      void kept.then(() => {
        if (!paused) void send()
      })
      return { kept, settled }
    },
    local: device.local,
    draft: device.draft,
    unpark: device.unpark,
    sync,
    forget: () => device.forget('drop', false),
    ask: async (path, body) => (line ? line.ask(path, body) : refused(refusal('no_answer'))),
    async signOut({ unsent }) {
      await ready
      if (unsent === 'send') await send()
      await device.forget(unsent, line !== undefined && device.who().id !== null)
      resume()
      await send()
    },
    async switchSubject(id) {
      await ready
      resume()
      // Asked first where it is not said: nothing of one person is sent in the session of another.
      if (id !== null && id !== device.who().id) await device.moveIn(id)
      else if (id === null && !(await ask()) && board.get().connection === 'signed-out') await device.moveIn(null)
      await sync()
    },
    close() {
      closed = true
      retry.reset()
      stopWatching()
      tabs.close()
    },
  }
}

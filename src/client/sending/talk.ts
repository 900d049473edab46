import type { BatchReply, StateReply } from '../../core/subject/batch.js'
import { refusal } from '../../core/subject/refusal.js'
import type { Tabs } from '../browser/tabs.js'
import type { Device } from '../device/device.js'
import { isSameProgram } from '../device/home.js'
import type { Sending } from '../device/outbox.js'
import type { Failure, Heard } from './heard.js'
import type { Line } from './line.js'

/** What is said to the server and heard of it, one flight at a time in all tabs. Neither rejects. */
export interface Talk {
  /**
   * Sends until nothing is left; who asks while a flight is in the air gets the one after it.
   *
   * @param lasts the page may go meanwhile
   * @returns whether the server gave its word
   */
  send(lasts?: boolean): Promise<boolean>
  /**
   * Asks what is new.
   *
   * @param mayBeLost `false` where the session was changed on purpose: nobody's is brought back
   * @returns whether the server said so
   */
  ask(mayBeLost?: boolean): Promise<boolean>
}

/** So many commands travel at once. */
const most = 50

const nobodyThere: Failure = { kind: 'offline', wait: 0 }

/** `again`: something is done, and more is to do. `stopped`: the server or another tab wants it so. */
type Flown = 'answered' | 'again' | 'nothing' | 'stopped'

export function createTalk(given: {
  readonly line: Line | undefined
  readonly device: Device
  readonly tabs: Tabs
  readonly begins: () => boolean
  readonly heard: (changed: boolean) => void
  readonly failed: (failure: Failure) => void
}): Talk {
  const { line, device, tabs, begins } = given
  let limit = most
  let sending: Promise<boolean> | undefined
  /** The server has lost sight of who is here: `now`, what founded them is said again. Once is enough. */
  let refounding: 'now' | 'tried' | undefined

  const failed = (failure: Failure): 'stopped' => {
    given.failed(failure)
    return 'stopped'
  }

  /** One request, and what it leads to. */
  async function flight(signal: AbortSignal, lasts: boolean): Promise<Flown> {
    if (!line || !begins()) return 'stopped'
    if (device.who().ending) return endSession(line, signal)
    const founding = refounding === 'now' ? device.founding() : undefined
    if (founding) return refound(line, founding, signal)
    const sent = await device.next(limit)
    // Another tab has signed out meanwhile.
    if (device.who().ending && sent.leftBy === undefined) return 'again'
    if (signal.aborted || sent.commands.length === 0) return signal.aborted ? 'stopped' : 'nothing'
    const heard = await line.post(sent, signal, lasts)
    return signal.aborted ? 'stopped' : land(sent, heard)
  }

  /** Another person may sit here next: the session of the one who left has to end before anything is sent. */
  async function endSession(line: Line, signal: AbortSignal): Promise<Flown> {
    const isEnded = await line.end(signal)
    if (signal.aborted) return 'stopped'
    if (!isEnded) return failed(nobodyThere)
    await device.ended()
    return 'again'
  }

  async function refound(line: Line, founding: Sending, signal: AbortSignal): Promise<Flown> {
    const heard = await line.post(founding, signal, false)
    if (signal.aborted) return 'stopped'
    if ('wait' in heard) return failed(heard)
    refounding = 'tried'
    return heard.kind === 'reply' ? takeWord(heard.reply, undefined, founding.stamp) : 'again'
  }

  async function land(sent: Sending, heard: Heard<BatchReply>): Promise<Flown> {
    const count = sent.commands.length
    if (heard.kind === 'reply') {
      limit = Math.min(most, limit * 2)
      return taken(sent, heard.reply)
    }
    if (heard.kind === 'rejected' || heard.kind === 'too-large') {
      // Halved until the one that is at fault travels alone.
      limit = Math.ceil(count / 2)
      const error = refusal(heard.kind === 'rejected' ? 'bad_command' : 'too_large')
      if (count === 1) await device.take(sent, [{ id: sent.commands[0]?.id ?? '', ok: false, error }], undefined)
      return 'again'
    }
    if (heard.kind === 'outdated' && !isSameProgram(sent.program, device.own)) {
      await device.restate(sent)
      return 'again'
    }
    return failed(heard.kind === 'unchanged' ? nobodyThere : heard)
  }

  async function taken(sent: Sending, reply: BatchReply): Promise<Flown> {
    const types = new Map(sent.commands.map(({ id, type }) => [id, type]))
    const answers = reply.results.filter(({ id }) => types.has(id))
    const isErased = answers.some((one) => (one.ok ? types.get(one.id) === 'erase' : one.error.code === 'erased'))
    const isHere = isErased && sent.leftBy === undefined && sent.subject === device.who().id
    const isTheirs = sent.subject === null || sent.subject === reply.subject
    // Somebody else sits here now, or nobody: what was refused for that alone waits for its owner (law 7).
    if (!isHere && !isTheirs) return takeWord(reply, undefined, sent.stamp)
    // Before anybody is told of the answers.
    given.heard(true)
    if (isHere) {
      await device.forget('drop', false, answers)
      if (reply.subject !== null) await device.takeState(reply, undefined, undefined)
    } else if (isTheirs) await device.take(sent, answers, reply)
    return 'answered'
  }

  async function takeWord(
    reply: StateReply,
    etag: string | undefined,
    stamp: string | undefined,
    mayBeLost = true,
  ): Promise<Flown> {
    if (reply.subject === null && device.who().id !== null) {
      if (mayBeLost && !refounding && device.founding()) {
        refounding = 'now'
        return 'again'
      }
      await device.withhold()
      return failed({ kind: 'signed-out', wait: 0 })
    }
    const { rev } = device.word()
    await device.takeState(reply, etag, stamp)
    given.heard(reply.rev !== rev)
    return 'answered'
  }

  async function flush(started: () => void, lasts: boolean): Promise<boolean> {
    for (let spoken = false; ; ) {
      const flown = await tabs.alone((signal) => {
        started()
        return flight(signal, lasts)
      })
      started()
      if (flown === 'answered') spoken = true
      else if (flown !== 'again') return flown === 'nothing' && spoken
    }
  }

  async function asked(signal: AbortSignal, mayBeLost: boolean): Promise<boolean> {
    if (!line || !begins()) return false
    const { etag, stamp } = device.word()
    const heard = await line.state(etag, signal)
    if (signal.aborted) return false
    if (heard.kind === 'reply') {
      const flown = await takeWord(heard.reply, heard.etag, stamp, mayBeLost)
      if (flown === 'again') void send()
      return flown === 'answered'
    }
    if (heard.kind !== 'unchanged') {
      failed('wait' in heard ? heard : nobodyThere)
      return false
    }
    given.heard(false)
    return true
  }

  function send(lasts = false): Promise<boolean> {
    const mine =
      sending ??
      flush(() => {
        if (sending === mine) sending = undefined
      }, lasts)
    sending = mine
    return mine
  }

  return { send, ask: async (mayBeLost = true) => (await tabs.alone((signal) => asked(signal, mayBeLost))) ?? false }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/core/program/plan.js'
import type { Command } from '../../src/core/subject/command.js'
import { decide } from '../../src/core/subject/decide.js'
import { after as moved } from '../../src/core/subject/evolve.js'
import { nobody, type Subject } from '../../src/core/subject/subject.js'
import { onDevice, runs, stories } from './world.js'

/** What a device does next: says something, sends what waits (and perhaps sends it twice), or hears the news. */
type Move = { readonly device: 0 | 1 | 2; readonly act: 'say' | 'send' | 'send twice' | 'hear' }

interface Device {
  /** The server's last word that came here. */
  readonly confirmed: Subject
  readonly unsent: readonly Command[]
}

type Decided = ReturnType<typeof decide>

/** One subject on a phone, and in two tabs of a computer that share what waits; and a server that decides. */
function play(plan: Plan, said: readonly Command[], moves: readonly Move[]) {
  const place = (device: Move['device']): 0 | 1 => (device === 0 ? 0 : 1)
  const devices: [Device, Device] = [
    { confirmed: nobody, unsent: [] },
    { confirmed: nobody, unsent: [] },
  ]
  const answers = new Map<string, Decided>()
  const order: { command: Command; before: Subject; decided: Decided }[] = []
  let server: Subject = nobody
  const waiting = [...said]

  const arrive = (command: Command): void => {
    if (answers.has(command.id)) return
    const decided = decide(plan, server, command, command.at)
    answers.set(command.id, decided)
    order.push({ command, before: server, decided })
    server = moved(server, decided)
  }
  const send = (at: 0 | 1, times: number): void => {
    for (let n = 0; n < times; n++) for (const command of devices[at].unsent) arrive(command)
    devices[at] = { confirmed: server, unsent: [] }
  }
  for (const { device, act } of moves) {
    const at = place(device)
    const here = devices[at]
    const next = act === 'say' ? waiting.shift() : undefined
    if (next) {
      const own = here.unsent.map(({ id }) => id)
      const command = { ...next, seen: here.confirmed.version, own }
      devices[at] = { ...here, unsent: [...here.unsent, command] }
    }
    if (act === 'send') send(at, 1)
    if (act === 'send twice') send(at, 2)
    // A tab that hears the news keeps what it has not sent.
    if (act === 'hear') devices[at] = { ...devices[at], confirmed: server }
  }
  send(0, 1)
  send(1, 2)
  send(0, 1)
  return { server, devices, order, answers }
}

const move: fc.Arbitrary<Move> = fc.record({
  device: fc.constantFrom(0 as const, 1 as const, 2 as const),
  act: fc.oneof(
    { weight: 4, arbitrary: fc.constant('say' as const) },
    fc.constantFrom('send' as const, 'send twice' as const, 'hear' as const),
  ),
})

const scenes = stories(16).chain(({ plan, said }) =>
  fc.array(move, { minLength: said.length, maxLength: 40 }).map((moves) => ({ plan, said, moves })),
)

describe('one subject on two devices and in two tabs', () => {
  it('ends with one subject everywhere, each command decided once, each point accounted for', () => {
    fc.assert(
      fc.property(scenes, ({ plan, said, moves }) => {
        const { server, devices, order } = play(plan, said, moves)
        for (const { confirmed, unsent } of devices) expect([confirmed, unsent]).toEqual([server, []])
        expect(new Set(order.map(({ command }) => command.id)).size).toBe(order.length)
        for (const [currency, account] of Object.entries(server.points)) {
          const booked = order.flatMap(({ decided }) =>
            decided.ok ? decided.value.flatMap((event) => (event.type === 'booked' ? [event.transfer] : [])) : [],
          )
          const own = booked.filter((one) => one.currency === currency)
          const moves = own.map((one) => (one.kind === 'award' ? one.amount : -one.amount))
          expect(account.balance).toBe(moves.reduce((sum, one) => sum + one, 0))
          expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1))
        }
      }),
      runs,
    )
  })

  it('never lets a grant lift a no that its device had neither seen nor said', () => {
    fc.assert(
      fc.property(scenes, ({ plan, said, moves }) => {
        for (const { command, before, decided } of play(plan, said, moves).order) {
          if (!decided.ok) continue
          for (const event of decided.value) {
            if (event.type !== 'granted') continue
            const ground = before.grounds[event.purpose]?.[event.field]
            const no = ground?.status === 'withdrawn' ? ground : before.objected[event.purpose]
            if (no) expect(no.version <= command.seen || command.own?.includes(no.command)).toBe(true)
          }
        }
      }),
      runs,
    )
  })

  it('shows on a device what the server will say, as long as nobody else has spoken', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        const device = onDevice(plan.program)
        const subjects = said.filter(
          ({ type }) => !['award', 'reverse', 'enrol', 'confirm', 'redeem', 'observe'].includes(type),
        )
        let [shown, told] = [nobody, nobody]
        for (const one of subjects) {
          if (one.type === 'accept' && plan.offer[one.offer]?.onDevice) continue
          const [here, there] = [
            decide(device, shown, { ...one, seen: shown.version }, one.at),
            decide(plan, told, { ...one, seen: told.version }, one.at),
          ]
          expect(here.ok || here.error).toEqual(there.ok || there.error)
          shown = moved(shown, here)
          told = moved(told, there)
          expect({ ...shown, points: {}, expected: {} }).toEqual({ ...told, points: {}, expected: {} })
        }
      }),
      runs,
    )
  })
})

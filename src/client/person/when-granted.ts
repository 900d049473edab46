import type { Plan } from '../../core/program/plan.js'
import { inForce } from '../../core/subject/consent.js'
import type { Clock } from '../../ports/clock.js'
import type { Client } from '../client.js'
import type { Board } from '../picture/board.js'

/** From one grant to its end. */
interface Period {
  subject: string | null
  unload?: () => unknown
}

/** The longest that a timer waits; what is longer would end at once. */
const longest = 2 ** 31 - 1

/** @see Client.whenGranted */
export function createWhenGranted(
  plan: Plan,
  board: Board,
  clock: Clock,
): { readonly whenGranted: Client['whenGranted']; readonly close: () => void } {
  const stops = new Set<() => void>()

  const whenGranted: Client['whenGranted'] = (purpose, load, fields) => {
    let period: Period | undefined
    let timer: ReturnType<typeof setTimeout> | undefined

    function begin(subject: string | null): void {
      const own: Period = { subject }
      period = own
      run(async () => {
        const given = load()
        // What is there at once can be told at once; for the rest its ground may have ended before it was there.
        const unload = typeof given === 'function' ? given : await given
        if (typeof unload !== 'function') return
        own.unload = unload as () => unknown
        if (period !== own) unload()
      })
    }

    function end(): void {
      const { unload } = period ?? {}
      period = undefined
      if (unload) run(unload)
    }

    function look(): void {
      const { phase, subject, optimistic, local } = board.get()
      // What this device has not sent yet may have ended it.
      if (phase !== 'ready') return
      const now = clock()
      const until: number[] = []
      const isGranted = (field: string) =>
        [optimistic, local].some((who) => {
          if (!inForce(plan.program, who, field, purpose, now)) return false
          until.push(who.grounds[purpose]?.[field]?.until ?? Number.POSITIVE_INFINITY)
          return true
        })
      const held = (fields ?? plan.fields).filter(isGranted).length
      const isOn = held > 0 && held === (fields?.length ?? held)
      // Somebody else's consent is another one; that of nobody's first exchange is the newcomer's own.
      if (period && (!isOn || (period.subject ?? subject) !== subject)) end()
      if (period) period.subject = subject
      else if (isOn) begin(subject)
      clearTimeout(timer)
      const soonest = Math.min(...until)
      if (soonest < Number.POSITIVE_INFINITY) timer = setTimeout(look, Math.min(soonest - now, longest))
    }

    const leave = board.subscribe(() => look())
    const stop = (): void => {
      stops.delete(stop)
      leave()
      clearTimeout(timer)
      end()
    }
    stops.add(stop)
    return stop
  }
  return {
    whenGranted,
    close: () => {
      for (const stop of stops) stop()
    },
  }
}

/** The page's own code: what it throws, now or later, is reported as any rejection nobody handles, and stops nothing. */
const run = (act: () => unknown): void => {
  void (async () => act())()
}

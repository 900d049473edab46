import type { Context } from '../../core/decision/context.js'
import type { Plan } from '../../core/program/plan.js'
import type { Clock } from '../../ports/clock.js'
import type { Fitting } from '../../ports/fitting.js'
import type { Device } from '../device/device.js'
import type { Tally } from '../person/tally.js'
import type { Board } from '../picture/board.js'
import type { WhenReady } from '../picture/when-ready.js'
import type { Say } from '../say.js'

/** What the acts of a handle work on. */
export interface Acting extends Pick<Device, 'draft'> {
  readonly plan: Plan
  readonly board: Board
  readonly say: Say
  readonly clock: Clock
  readonly variant: string | undefined
  readonly whenReady: WhenReady
  /** The touchpoint, where what happens to offers is told so that it can be counted. */
  readonly counts: string | undefined
  readonly tally: Pick<Tally, 'count'>
  /** What fits here and now, and what it is taken from; where the page brings any. */
  readonly bestFit: Context['fit']
  readonly fitting: Fitting | undefined
}

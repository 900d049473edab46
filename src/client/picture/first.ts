import { look, type View } from '../../core/decision/view.js'
import type { Plan } from '../../core/program/plan.js'
import type { Initial } from '../../core/subject/batch.js'
import { subjectOf } from '../../core/subject/state.js'
import { nobody, pointsIn } from '../../core/subject/subject.js'
import { isStateReply } from '../sending/our-reply.js'
import { blank, type Picture, pictured } from './board.js'
import { createOutputs } from './outputs.js'
import type { Scene } from './readings.js'

/** What the page came with, and the picture that it makes. */
export interface First {
  /** `undefined` where nothing came, or nothing that fits the program that runs here. */
  readonly initial: Initial | undefined
  readonly picture: Picture
}

/** What came is text of a page: what can't be read of it is as if nothing had come, and the page begins by loading. */
export function firstOf(plan: Plan, given: Initial | null | undefined): First {
  try {
    const { id, version } = plan.program
    const fits = isStateReply(given) && given.program.id === id && given.program.version === version
    if (!fits || !Number.isFinite(given.at)) return nothing
    const confirmed = given.state ? subjectOf(given.state) : nobody
    // What decisions and points can't read is told now and not in the middle of a page.
    look(plan, confirmed, nobody, given.at)
    for (const currency of Object.keys(confirmed.points)) pointsIn(confirmed, currency, given.at)
    const picture: Picture = { ...blank, phase: 'early', subject: given.subject, confirmed, optimistic: confirmed }
    return { initial: given, picture }
  } catch {
    return nothing
  }
}

const nothing: First = { initial: undefined, picture: blank }

/** A picture that stays as it is: both sides draw it, and whatever the browser draws late begins with it as well. */
export function still(plan: Plan, picture: Picture, now: number): Scene {
  const { optimistic, local } = picture
  // Without what takes its time: it would be there on one side and not yet on the other.
  const outputs = createOutputs(plan.program, false)
  outputs.learn([optimistic, local])
  let view: View | undefined
  const snapshot = pictured(picture, 0)
  return {
    get: () => picture,
    stands: true,
    view() {
      view ??= look(plan, optimistic, local, now)
      return view
    },
    snapshot: () => snapshot,
    outputs,
  }
}

import type { Command } from './command.js'
import type { Act, Evidence } from './envelope.js'

/** How a command was said: what makes it proof of what somebody wanted. It names no value. */
export interface Said {
  readonly type: Command['type']
  readonly touchpoint: string
  /** When it was said by the sender's clock, never later than when it was recorded; epoch milliseconds. */
  readonly givenAt: number
  /** By what act; absent where nobody acted, as in what time brought about. */
  readonly act?: Act
  /** What was shown, where something was. */
  readonly notice?: Evidence['notice']
  /** Who acted for the subject, through what, and where the proof lies. */
  readonly actor?: string
  readonly medium?: string
  readonly reference?: string
  /** SHA-256 of the printed notice that lay before them, as lower-case hex. */
  readonly printed?: string
}

/** The act of what was said without anything being shown, where it is known. */
const unshown = ({ type, onBehalf }: Command): Act | undefined =>
  type === 'signal' ? 'signal' : type === 'attest' ? 'import' : onBehalf ? 'staff' : undefined

/** How this command was said. */
export function saidOf(command: Command): Said {
  const { type, touchpoint, at: givenAt } = command
  const { act, notice, actor, medium, reference, printed } = {
    act: unshown(command),
    notice: undefined,
    ...command.onBehalf,
    ...('evidence' in command ? command.evidence : undefined),
  }
  return {
    type,
    touchpoint,
    givenAt,
    ...(act !== undefined && { act }),
    ...(notice !== undefined && { notice }),
    ...(actor !== undefined && { actor }),
    ...(medium !== undefined && { medium }),
    ...(reference !== undefined && { reference }),
    ...(printed !== undefined && { printed }),
  }
}

import { EvenhandedError } from 'evenhanded'
import type { SplitBy } from 'evenhanded/basket'

/** How to train and measure, as the command line was told: all of it in words. */
export interface SettingWords {
  readonly minMembers?: string
  readonly neighbours?: string
  readonly lambda?: string
  readonly holdOut?: string
  readonly seed?: string
  readonly draws?: string
  readonly by?: string
  readonly reference?: boolean
}

/** The same in numbers. What is not there is left to whoever trains or measures. */
export interface Settings {
  readonly training: { readonly minMembers?: number; readonly neighbours?: number; readonly lambda?: number }
  readonly measuring: {
    readonly by?: SplitBy
    readonly holdOut?: number
    readonly seed?: number
    readonly draws?: number
    readonly reference?: boolean
  }
}

/**
 * @throws EvenhandedError `bad_option`
 */
export function settingsOf(words: SettingWords): Settings {
  const { minMembers, neighbours, lambda, holdOut, seed, draws, by, reference } = words
  return {
    training: {
      ...(minMembers !== undefined && { minMembers: whole('--min-members', minMembers, 1, 1_000_000) }),
      ...(neighbours !== undefined && { neighbours: whole('--neighbours', neighbours, 1, 255) }),
      ...(lambda !== undefined && { lambda: number('--lambda', lambda, 'a number above 0', (value) => value > 0) }),
    },
    measuring: {
      ...(by !== undefined && { by: by as SplitBy }),
      ...(holdOut !== undefined && {
        holdOut: number(
          '--hold-out',
          holdOut,
          'a number above 0 and below 1, as 0.1',
          (value) => value > 0 && value < 1,
        ),
      }),
      ...(seed !== undefined && { seed: whole('--seed', seed, 0, 2 ** 31 - 1) }),
      ...(draws !== undefined && { draws: whole('--draws', draws, 1, 1000) }),
      ...(reference && { reference }),
    },
  }
}

const whole = (option: string, text: string, least: number, most: number): number =>
  number(
    option,
    text,
    `a whole number from ${least} to ${most.toLocaleString('en')}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  )

function number(option: string, text: string, wanted: string, fits: (value: number) => boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value) && fits(value)) return value
  throw new EvenhandedError('bad_option', `${option} is ${JSON.stringify(text)}.\nGive it ${wanted}.`)
}

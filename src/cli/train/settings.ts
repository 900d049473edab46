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
  readonly evaluate?: boolean
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
  /** Whether anything is measured. */
  readonly evaluate: boolean
}

/**
 * @throws EvenhandedError `bad_option`, `nothing_measured` where it is said how to measure, but not to
 */
export function settingsOf(words: SettingWords): Settings {
  const settings = numbersOf(words)
  const idle = Object.keys(settings.measuring).map((name) => measuringOptions[name as keyof Settings['measuring']])
  if (settings.evaluate || idle.length === 0) return settings
  throw new EvenhandedError(
    'nothing_measured',
    `${listed(idle)} ${idle.length === 1 ? 'says' : 'say'} how to measure, and nothing is measured.\nAdd --evaluate, or leave ${idle.length === 1 ? 'it' : 'them'} out.`,
  )
}

const measuringOptions: { readonly [Name in keyof Settings['measuring']]-?: string } = {
  by: '--by',
  holdOut: '--hold-out',
  seed: '--seed',
  draws: '--draws',
  reference: '--reference',
}

const listed = (names: readonly string[]): string => new Intl.ListFormat('en').format(names)

function numbersOf(words: SettingWords): Settings {
  const { minMembers, neighbours, lambda, holdOut, seed, draws, by, reference, evaluate = false } = words
  return {
    evaluate,
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

import type { Display } from './subject.js'

/** More than anybody is shown in a week. */
export const mostDisplays = 256

/** So many displays in a row that nobody answered are told apart. */
export const mostIgnored = 16

const day = 86_400_000

/**
 * Of these displays those that limits look at: of the seven days before the last one, oldest first. One that lies more
 * than a day after the one that came last was made by a clock that ran ahead, and is no memory.
 *
 * @param all the one that came last stands last
 */
export function lately(all: readonly Display[]): readonly Display[] {
  const now = all.at(-1)?.at ?? 0
  return all
    .filter(({ at }) => at > now - 7 * day && at <= now + day)
    .sort((a, b) => a.at - b.at)
    .slice(-mostDisplays)
}

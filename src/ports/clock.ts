/** The time in epoch milliseconds. It may jump; nothing may rely on it never going back. */
export type Clock = () => number

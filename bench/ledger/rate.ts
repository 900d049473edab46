/** Done once; it checks its own result. */
export type Act = () => Promise<void>

/** So many milliseconds are counted in each run. */
const span = 1_500

/** How often a second it is done by so many at once. */
export async function rate(act: Act, connections: number): Promise<number> {
  let done = 0
  const from = performance.now()
  const until = from + span
  const work = async (): Promise<void> => {
    while (performance.now() < until) {
      await act()
      done++
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
  return (done * 1000) / (performance.now() - from)
}

/** How many milliseconds it takes, the least of a few. */
export async function duration(act: Act, times = 5): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < times; n++) {
    const from = performance.now()
    await act()
    least = Math.min(least, performance.now() - from)
  }
  return least
}

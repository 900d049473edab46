import type { Desk } from '../desk.js'
import { problem } from '../problem.js'
import { publishedRaffle } from '../raffle/raffles.js'

/** `GET /raffles/:name`: what anybody may see and keep, and in the end all that the draw is checked by. */
export async function getRaffle(desk: Desk, name: string): Promise<Response> {
  const { raffles } = desk.plan.program
  const raffle = Object.hasOwn(raffles, name) ? raffles[name] : undefined
  if (!raffle) return problem('not_found')
  const headers = { 'content-type': 'application/json', 'cache-control': 'public, no-cache' }
  return new Response(JSON.stringify(await publishedRaffle(desk, name, raffle)), { headers })
}

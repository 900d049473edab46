import { limitedStocks } from '../calls/stock.js'
import type { Desk } from '../desk.js'

/** `GET /rewards`: how much is left of each reward that is limited. Anybody may ask; nobody keeps it unasked. */
export async function getRewards(desk: Desk): Promise<Response> {
  const stocks = await limitedStocks(desk, Object.keys(desk.plan.program.rewards))
  return new Response(JSON.stringify(stocks), {
    headers: { 'content-type': 'application/json', 'cache-control': 'public, no-cache' },
  })
}

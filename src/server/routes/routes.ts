import { Hono } from 'hono'
import type { Desk } from '../desk.js'
import { failure } from '../failure.js'
import { problem } from '../problem.js'
import { getGpc } from '../signals/gpc-json.js'
import { postCommands } from './commands.js'
import { getConfirm, postConfirm } from './confirm.js'
import { postOffer } from './offers.js'
import { postRedeem } from './partner.js'
import { getProgram } from './program.js'
import { getRaffle } from './raffle.js'
import { getReceipt } from './receipt.js'
import { getRecord } from './record.js'
import { postRequest } from './requests.js'
import { getRewards } from './rewards.js'
import { deleteSession } from './session.js'
import { getState } from './state.js'

/** Where browsers look for it: at the root of the host, wherever the rest is mounted. */
const gpcPath = '/.well-known/gpc.json'

/** What a device or a partner may ask, by method and path. */
export function routes(desk: Desk, basePath: string, face: { readonly text: string; readonly hash: string }): Hono {
  const app = new Hono()
  const at = (path: string) => `${basePath.replace(/\/$/, '')}${path}`
  app.post(at('/commands'), ({ req }) => postCommands(desk, req.raw))
  app.post(at('/offers/:offer'), ({ req }) => postOffer(desk, req.param('offer') ?? '', req.raw))
  app.get(at('/state'), ({ req }) => getState(desk, req.raw))
  app.get(at('/record'), ({ req }) => getRecord(desk, req.raw))
  app.get(at('/receipts/:id'), ({ req }) => getReceipt(desk, req.param('id') ?? '', req.raw))
  app.post(at('/requests'), ({ req }) => postRequest(desk, req.raw))
  app.get(at('/confirm'), ({ req }) => getConfirm(desk, req.raw))
  app.post(at('/confirm'), ({ req }) => postConfirm(desk, req.raw))
  app.get(at('/program'), ({ req }) => getProgram(req.raw, face))
  app.get(at('/rewards'), () => getRewards(desk))
  app.get(at('/raffles/:name'), ({ req }) => getRaffle(desk, req.param('name') ?? ''))
  app.post(at('/partners/:partner/redeem'), ({ req }) => postRedeem(desk, req.param('partner') ?? '', req.raw))
  app.delete(at('/session'), ({ req }) => deleteSession(desk, req.raw))
  app.get(gpcPath, () => getGpc(desk.gpcUpdated))
  const readOnly = 'GET, HEAD'
  app.all(gpcPath, () => problem('method_not_allowed', { headers: { allow: readOnly } }))
  const allowed = {
    '/commands': 'POST',
    '/offers/:offer': 'POST',
    '/state': readOnly,
    '/record': readOnly,
    '/receipts/:id': readOnly,
    '/requests': 'POST',
    '/confirm': 'GET, HEAD, POST',
    '/program': readOnly,
    '/rewards': readOnly,
    '/raffles/:name': readOnly,
    '/partners/:partner/redeem': 'POST',
    '/session': 'DELETE',
  }
  for (const [path, allow] of Object.entries(allowed))
    app.all(at(path), () => problem('method_not_allowed', { headers: { allow } }))
  app.notFound(() => problem('not_found'))
  app.onError((error) => failure(desk, error))
  return app
}

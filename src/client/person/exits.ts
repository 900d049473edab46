import type { Json } from '../../core/json.js'
import type { Plan } from '../../core/program/plan.js'
import { refused } from '../../core/result.js'
import { about, refusal } from '../../core/subject/refusal.js'
import type { Client } from '../client.js'
import { checkAnswers } from '../offers/check-answers.js'
import { inTheirName } from '../offers/in-their-name.js'
import type { Board } from '../picture/board.js'
import type { WhenReady } from '../picture/when-ready.js'
import { done, noSubject, type Say, type Saying } from '../say.js'
import type { Done } from '../settled.js'

type Exits = Pick<
  Client,
  'observe' | 'redeem' | 'leave' | 'object' | 'rectify' | 'erase' | 'restrict' | 'unrestrict'
> & {
  readonly withdraw: Client['consents']['withdraw']
}

/** Everything that is said outside an offer; each goes to the fold that it concerns. */
export function createExits(given: {
  readonly plan: Plan
  readonly board: Board
  readonly say: Say
  readonly whenReady: WhenReady
  /** Forgets the person on this device. */
  readonly forget: () => Promise<void>
}): Exits {
  const { plan, board, say, forget } = given
  const { program } = plan
  const isSomebody = () => board.get().subject !== null || board.get().unsent.length > 0
  const toServer = (saying: Saying): Promise<Done> => done(isSomebody() ? say.toServer(saying) : noSubject)
  const here = (saying: Saying): Promise<Done> => done(say.here(saying))
  const by = (purpose: string) => (program.purposes[purpose]?.on === 'device' ? here : toServer)

  const whenHere = (go: () => Promise<Done>): Promise<Done> => inTheirName(given)(undefined, go)

  function checked(field: string, value: Json, go: () => Promise<Done>): Promise<Done> {
    const step = inTheirName(given)
    return step(undefined, () =>
      step(checkAnswers(program, { [field]: value }), async ({ problems, outputs }): Promise<Done> => {
        if (Object.keys(problems).length > 0) return refused(refusal('invalid', { fields: problems }))
        if (outputs.has(field)) board.outputs.put(field, value, outputs.get(field))
        return go()
      }),
    )
  }

  async function rectify(field: string, value: Json): Promise<Done> {
    const { optimistic, local } = board.get()
    const draft = { type: 'rectify', field, value } as const
    const ways = [
      ...(Object.hasOwn(local.known, field) ? [here(draft)] : []),
      ...(Object.hasOwn(optimistic.known, field) ? [toServer(draft)] : []),
    ]
    // Where both know it, the server's answer is the one to wait for.
    return (await Promise.all(ways)).at(-1) ?? refused(refusal('not_known', about([field])))
  }

  async function erase(): Promise<Done> {
    if (isSomebody()) return toServer({ type: 'erase' })
    await forget()
    return { ok: true, settled: Promise.resolve({ id: '', ok: true, outcome: {} }) }
  }

  return {
    observe: (field, value) =>
      checked(field, value as Json, () => here({ type: 'observe', field, value: value as Json })),
    rectify: (field, value) => checked(field, value as Json, () => rectify(field, value as Json)),
    redeem: (reward) => whenHere(() => toServer({ type: 'redeem', reward })),
    leave: (offer) => whenHere(() => (plan.offer[offer]?.onDevice ? here : toServer)({ type: 'leave', offer })),
    object: (purpose) => whenHere(() => by(purpose)({ type: 'object', purpose })),
    withdraw: (purpose, fields) =>
      whenHere(() => by(purpose)({ type: 'withdraw', purpose, ...(fields && { fields }) })),
    restrict: () => whenHere(() => toServer({ type: 'restrict' })),
    unrestrict: () => whenHere(() => toServer({ type: 'unrestrict' })),
    erase: () => whenHere(erase),
  }
}

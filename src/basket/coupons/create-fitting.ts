import type { BestFit } from '../../core/decision/best-fit.js'
import { type Eligible, eligible, fittingCoupon } from '../../core/decision/fitting-coupon.js'
import { EvenhandedError } from '../../core/error.js'
import { listOf } from '../../core/list-of.js'
import type { Fits } from '../../core/program/fits.js'
import type { Program } from '../../core/program/program.js'
import type { BasketModel } from '../../ports/basket-model.js'
import type { Coupons } from '../../ports/coupons.js'
import type { Fitting } from '../../ports/fitting.js'

/** What a fitting is made of. */
export interface FittingParts {
  readonly program: Pick<Program, 'id' | 'models' | 'offers'>
  /** By their names in the program. One that is missing can follow; until then its offers fit nothing. */
  readonly models?: { readonly [name: string]: BasketModel }
  readonly coupons: Coupons
}

/** A `Fitting` of a device's own: models that lie here, and coupons that can be handed out. */
export interface OwnFitting extends Fitting {
  /**
   * Takes a model that was loaded later, or trained anew.
   *
   * @throws EvenhandedError `unknown_model`, `wrong_model`
   */
  use(name: string, model: BasketModel): void
}

/**
 * Finds the coupon that fits a basket, where the basket lies: nothing of it goes anywhere.
 *
 * @throws EvenhandedError `unknown_model` where the program declares no model of that name; `wrong_model` where it was
 *   trained for another program, or as another of its models
 *
 * @example
 * const stock = couponStock(indexedDb('strict'), 'till')
 * const fitting = createFitting({ program: shop, coupons: stock })
 * const client = createClient({ program: shop, touchpoint: 'till', fitting })
 * const model = await loadModel('/goes-with.model', { program: shop.id, name: 'goesWith' })
 * if (model.ok) fitting.use('goesWith', model.value)
 */
export function createFitting({ program, models = {}, coupons }: FittingParts): OwnFitting {
  const used = new Map<string, BasketModel>()
  const listeners = new Set<() => void>()
  const ready = new Map<string, Ready>()
  const asked = new Map<string, Asked>()

  function put(name: string, model: BasketModel): void {
    if (!Object.hasOwn(program.models, name))
      throw new EvenhandedError('unknown_model', `${program.id} declares no model ${name}.`)
    if (model.program !== program.id || model.name !== name)
      throw new EvenhandedError(
        'wrong_model',
        `This is the model ${model.name} of ${model.program}, and not ${name} of ${program.id}.\nTrain it for this one.`,
      )
    used.set(name, model)
  }

  const fitsOf = (offer: string) => (Object.hasOwn(program.offers, offer) ? program.offers[offer]?.fits : undefined)

  function best(offer: string, basket: readonly string[]): BestFit | null {
    const fits = fitsOf(offer)
    const model = fits && used.get(fits.model)
    if (!model) return null
    const among = amongFor(offer, fits, model)
    const before = asked.get(offer)
    const items = listOf(basket) as readonly string[]
    if (before?.among === among && isSame(before.basket, items)) return before.best
    const found = fittingCoupon(among, model, items)
    // Copied: whoever asks may go on with the list. Where nobody listens, there is no end of a visit to forget it at.
    if (listeners.size > 0) asked.set(offer, { among, basket: [...items], best: found })
    return found
  }

  function amongFor(offer: string, { model: name, coupons: declared }: Fits, model: BasketModel): Eligible {
    const left = coupons.left(offer)
    const before = ready.get(offer)
    if (before?.model === model && isSame(before.left, left)) return before.among
    const among = eligible(declared, { left, without: program.models[name]?.without ?? [] })
    ready.set(offer, { model, left: [...left], among })
    return among
  }

  for (const [name, model] of Object.entries(models)) put(name, model)
  return {
    best,
    async take(offer, coupon) {
      const fits = fitsOf(offer)
      return fits && Object.hasOwn(fits.coupons, coupon) ? coupons.take(offer, coupon) : null
    },
    subscribe(listener) {
      const mine = () => listener()
      const end = coupons.subscribe(mine)
      listeners.add(mine)
      return () => {
        listeners.delete(mine)
        // A visit has ended: nothing of its basket stays (law 8).
        asked.clear()
        end()
      }
    },
    use(name, model) {
      put(name, model)
      for (const listener of [...listeners]) listener()
    },
  }
}

/** The coupons that are left of an offer, made ready for a model. */
interface Ready {
  readonly model: BasketModel
  readonly left: readonly string[]
  readonly among: Eligible
}

/** The last question about an offer, and its answer: a page asks the same again with each look. */
interface Asked {
  readonly among: Eligible
  readonly basket: readonly string[]
  readonly best: BestFit | null
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, n) => item === other[n])

import type { BestFit } from '../../core/decision/best-fit.js'
import { type Eligible, eligible, fittingCoupon } from '../../core/decision/fitting-coupon.js'
import { EvenhandedError } from '../../core/error.js'
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
    const left = coupons.left(offer)
    const before = asked.get(offer)
    const isSameStock = before?.model === model && isSame(before.left, left)
    if (isSameStock && isSame(before.basket, basket)) return before.best
    const among = isSameStock
      ? before.among
      : eligible(fits.coupons, { left, without: program.models[fits.model]?.without ?? [] })
    const found = fittingCoupon(among, model, basket)
    // Copied: whoever asks may go on with the list.
    asked.set(offer, { model, left: [...left], basket: [...basket], among, best: found })
    return found
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
        end()
      }
    },
    use(name, model) {
      put(name, model)
      for (const listener of [...listeners]) listener()
    },
  }
}

/** The last question about an offer, and its answer: a page asks the same again with each look. */
interface Asked {
  readonly model: BasketModel
  readonly left: readonly string[]
  readonly basket: readonly string[]
  readonly among: Eligible
  readonly best: BestFit | null
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, n) => item === other[n])

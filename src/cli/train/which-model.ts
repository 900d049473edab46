import { EvenhandedError, type Program } from 'evenhanded'

/** A model of a program, with its name. */
export interface NamedModel {
  readonly name: string
  readonly model: Program['models'][string]
}

/**
 * The model that was named, or the only one.
 *
 * @throws EvenhandedError `no_model`, which lists what there is to choose from
 */
export function whichModel({ models }: Program, wanted: string | undefined): NamedModel {
  const names = Object.keys(models)
  const name = wanted ?? (names.length === 1 ? names[0] : undefined)
  const model = name !== undefined && Object.hasOwn(models, name) ? models[name] : undefined
  if (name !== undefined && model) return { name, model }
  if (names.length === 0)
    throw new EvenhandedError(
      'no_model',
      'This program has no models: there is nothing to train.\nDeclare one in the program, as in `models: { goesWith: { label, reads, learns } }`.',
    )
  const problem =
    wanted === undefined ? 'This program has more than one model' : `${wanted} is no model of this program`
  throw new EvenhandedError('no_model', `${problem}: it has ${names.join(', ')}.\nChoose one with --model.`)
}

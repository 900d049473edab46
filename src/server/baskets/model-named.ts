import { EvenhandedError } from '../../core/error.js'
import type { Model } from '../../core/program/model.js'
import type { Desk } from '../desk.js'

/** @throws EvenhandedError `bad_model` where the program declares none of this name */
export function modelNamed({ plan: { program } }: Desk, name: string): Model {
  const model = Object.hasOwn(program.models, name) ? program.models[name] : undefined
  if (!model) throw new EvenhandedError('bad_model', `The program declares no model ${name}.`)
  return model
}

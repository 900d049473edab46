import { gzipSync } from 'node:zlib'
import { EvenhandedError } from 'evenhanded'
import { type Evaluation, evaluateBaskets, type KnownBasket, type TrainedModel, trainBaskets } from 'evenhanded/basket'
import { rejections as newRejections } from './orders/rejections.js'
import { loadProgram } from './program-file.js'
import { type Progress, progressOn } from './progress.js'
import type { Terminal } from './terminal.js'
import { type From, type LearnedFrom, learningFrom } from './train/learned-from.js'
import { nothingLearned } from './train/nothing-learned.js'
import { trainPage } from './train/page.js'
import { reportJson, type TrainReport } from './train/report.js'
import { type Settings, type SettingWords, settingsOf } from './train/settings.js'
import { counting } from './train/tally.js'
import { trainText } from './train/text.js'
import { watched } from './train/watched.js'
import { type NamedModel, whichModel } from './train/which-model.js'
import { formOf, modelFile, writeWhole } from './train/write-model.js'

export interface TrainCommand extends From, SettingWords {
  /** The only one of the program unless said. */
  readonly model?: string
  /** Where to write the model; by the model's name unless said, and nowhere where it is measured. */
  readonly out?: string
  readonly json?: boolean
  /** Where to write the report as a page. */
  readonly html?: string
}

/**
 * `evenhanded train`: what goes together, learned from members' baskets, and how good it is.
 *
 * @returns the exit status: 0, or 1 where lines were rejected
 * @throws EvenhandedError where the program, the file or the database can't be used, or nothing can be learned
 */
export async function train(terminal: Terminal, path: string, options: TrainCommand): Promise<number> {
  const settings = settingsOf(options)
  // What a database recorded has no date: that is known before anybody’s baskets are read.
  refuseUndated(settings, options.from !== undefined)
  const program = await loadProgram(path)
  const named = whichModel(program, options.model)
  const rejections = newRejections()
  const progress = progressOn(terminal)
  const [learned, model] = await learningFrom(terminal, program, named, options, { progress, rejections }, (source) =>
    learnedFrom(source, { program: program.id, named, settings, progress }),
  )
  const out = options.out ?? (options.evaluate ? undefined : `${named.name}.model`)
  const report: TrainReport = { ...learned, out, rejected: rejections.count() }
  if (out !== undefined) await writeWhole(out, modelFile(model, formOf(out)))
  if (options.html !== undefined) await writeWhole(options.html, trainPage(report))
  if (options.json) terminal.out(JSON.stringify(reportJson(report)))
  else for (const line of trainText(report)) terminal.out(line)
  for (const sentence of rejections.sentences()) terminal.err(`${report.from.file?.file}, ${sentence}`)
  return rejections.count() > 0 ? 1 : 0
}

interface Work {
  readonly program: string
  readonly named: NamedModel
  readonly settings: Settings
  readonly progress: Progress
}

async function learnedFrom(
  { baskets, ...from }: LearnedFrom,
  work: Work,
): Promise<readonly [Omit<TrainReport, 'out' | 'rejected'>, TrainedModel]> {
  const { program, named, settings } = work
  refuseUndated(settings, from.file?.isDated === true)
  // What questions are asked of has to be there at once; what is learned from alone does not.
  const all = settings.evaluate ? await kept(baskets) : undefined
  const evaluation = all && (await measured(all, work))
  const count = counting(named)
  const [model, seconds] = await trained(count.learnable(all ?? baskets), work)
  const facts = { ...factsOf(model, settings), seconds }
  return [{ program, model: named.name, from, learned: count.tally(), trained: facts, evaluation }, model]
}

function factsOf(model: TrainedModel, { training }: Settings): Omit<TrainReport['trained'], 'seconds'> {
  const { method, minMembers, lambda, date, checksum, items } = model
  const bytes = model.bytes()
  return {
    method,
    minMembers,
    ...(lambda !== undefined && { lambda }),
    lambdaGiven: training.lambda !== undefined,
    neighbours: model.neighbours ?? training.neighbours ?? 10,
    date,
    checksum,
    items: items.length,
    bytes: bytes.length,
    gzipped: gzipSync(bytes, { level: 9 }).length,
  }
}

function refuseUndated({ measuring }: Settings, isDated: boolean): void {
  if (measuring.by !== 'time' || isDated) return
  throw new EvenhandedError(
    'no_dates',
    'Nothing says when these baskets were bought.\nGive a file with a column at, or hold members out with --by random.',
  )
}

async function measured(
  baskets: readonly KnownBasket[],
  { named: { model }, settings: { training, measuring }, progress }: Work,
): Promise<Evaluation & { readonly seconds: number }> {
  const from = performance.now()
  const result = await watched(progress, 'Measuring', (hear) =>
    evaluateBaskets(baskets, {
      ...training,
      ...measuring,
      ...(model.without && { without: model.without }),
      progress: hear,
    }),
  )
  if (!result.ok) throw nothingLearned(result.error)
  return { ...result.value, seconds: since(from) }
}

async function kept(baskets: Iterable<KnownBasket> | AsyncIterable<KnownBasket>): Promise<readonly KnownBasket[]> {
  const all: KnownBasket[] = []
  for await (const basket of baskets) all.push(basket)
  return all
}

/** @returns the model, and how many seconds it took once the last basket was read */
async function trained(
  baskets: AsyncIterable<KnownBasket>,
  { program, named: { name, model }, settings: { training }, progress }: Work,
): Promise<readonly [TrainedModel, seconds: number]> {
  let read = performance.now()
  const result = await watched(progress, 'Learning', (hear) =>
    trainBaskets(baskets, {
      program,
      name,
      ...training,
      ...(model.without && { without: model.without }),
      progress(done, of, step) {
        if (step === 'read') read = performance.now()
        hear(done, of, step)
      },
    }),
  )
  if (!result.ok) throw nothingLearned(result.error)
  return [result.value, since(read)]
}

const since = (from: number): number => Math.round(performance.now() - from) / 1000

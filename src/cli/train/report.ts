import type { Evaluation, TrainedModel } from 'evenhanded/basket'
import type { LearnedFrom } from './learned-from.js'
import type { Tally } from './tally.js'

/** What a training came to. */
export interface TrainReport {
  readonly program: string
  readonly model: string
  readonly from: Omit<LearnedFrom, 'baskets'>
  readonly learned: Tally
  readonly trained: Pick<TrainedModel, 'method' | 'minMembers' | 'lambda' | 'date' | 'checksum'> & {
    readonly items: number
    readonly neighbours: number
    readonly lambdaGiven: boolean
    /** Of training alone, once all was read. */
    readonly seconds: number
    readonly bytes: number
    readonly gzipped: number
  }
  readonly evaluation: (Evaluation & { readonly seconds: number }) | undefined
  /** Where it was written. */
  readonly out: string | undefined
  readonly rejected: number
}

/** The same as one object for machines. */
export function reportJson({ program, model, from, learned, trained, evaluation, out, rejected }: TrainReport): object {
  return {
    program,
    model,
    items: trained.items,
    baskets: learned.baskets,
    learned_members: learned.members,
    seconds: trained.seconds,
    model_bytes: trained.bytes,
    model_gzip_bytes: trained.gzipped,
    method: trained.method,
    lambda: trained.lambda,
    min_members: trained.minMembers,
    neighbours: trained.neighbours,
    date: trained.date,
    checksum: trained.checksum,
    ground: from.database === undefined ? 'the site vouches for it' : `in force in ${from.database}`,
    left_out: {
      anonymous_baskets: learned.anonymous,
      returns: from.file?.returns ?? 0,
      lines_taken_back: from.file?.takenBack ?? 0,
      members_without_ground: from.ungrounded.members,
      baskets_without_ground: from.ungrounded.baskets,
      sensitive_items: learned.sensitive,
      rejected_lines: rejected,
    },
    ...(evaluation && evaluationJson(evaluation)),
    ...(out !== undefined && { out }),
  }
}

function evaluationJson({
  split,
  lambda,
  members,
  anonymous,
  coverage,
  seconds,
}: Evaluation & { readonly seconds: number }) {
  const { by, holdOut, seed, draws, since, learned, heldOut } = split
  return {
    split: {
      by,
      hold_out: holdOut,
      seed,
      draws,
      ...(since !== undefined && { since: new Date(since).toISOString() }),
      learned_members: learned.members,
      learned_baskets: learned.baskets,
      held_out_members: heldOut.members,
      held_out_baskets: heldOut.baskets,
      lambda,
      seconds,
    },
    members,
    anonymous,
    coverage,
  }
}

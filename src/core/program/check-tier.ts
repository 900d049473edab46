import { named } from './check-names.js'
import { checkName, isObject, type Report, type Row, shape, text, variant } from './check-shape.js'
import type { Definition } from './program.js'
import type { DeedTier, PointTier, Tiers } from './tier.js'

const rows: { readonly [by: string]: Row } = {
  points: { period: ['month', 'quarter', 'year'], downgrade: ['drop', 'step', 'never'], notice: '?duration' },
  deeds: { within: 'span', keep: '?share', grace: '?duration' },
}
const steps: { readonly [by: string]: Row } = {
  points: { name: text, label: text, from: 'count' },
  deeds: { name: text, label: text, deeds: 'object' },
}

export function checkTiers(report: Report, path: string, given: unknown, program: Definition): void {
  if (!variant(report, path, given, 'by', { steps: 'some' }, rows)) return
  const tiers = given as Tiers
  const below: (PointTier | DeedTier)[] = []
  for (const [i, step] of tiers.steps.entries()) {
    const at = `${path}.steps.${i}`
    if (!shape(report, at, step, steps[tiers.by] as Row)) continue
    checkName(report, `${at}.name`, step.name)
    if (below.some(({ name }) => name === step.name))
      report('named_twice', `${at}.name`, `${step.name} is there already.`, 'Give each tier its own name.')
    if (tiers.by === 'points' && below.some((one) => (one as PointTier).from >= (step as PointTier).from))
      report('bad_order', `${at}.from`, 'A tier stands above the one before it.', 'Order them by `from`.')
    below.push(step)
    if (tiers.by === 'deeds')
      for (const [deed, need] of Object.entries((step as DeedTier).deeds)) {
        const where = `${at}.deeds.${deed}`
        named(report, where, 'deeds', deed, program)
        if (Array.isArray(need) && need.length > 0)
          for (const [j, one] of need.entries()) checkNeed(report, `${where}.${j}`, one)
        else checkNeed(report, where, need)
      }
  }
}

function checkNeed(report: Report, path: string, need: unknown): void {
  // A number is short for at least so many.
  const given = isObject(need) ? need : { atLeast: need }
  const known = {
    atLeast: '?integer',
    atMost: '?count',
    share: '?share',
    cap: '?integer',
    givers: '?integer',
    giversAtMost: '?count',
    days: '?integer',
    ever: '?boolean',
    within: '?span',
  } as const
  if (!shape(report, path, given, known)) return
  const { cap, ever, within, ...asked } = given
  if (Object.values(asked).every((part) => part === undefined))
    report('bad_shape', path, 'This asks for nothing.', 'Say how many at least or at most.')
  else if (cap !== undefined && asked.share === undefined)
    report('bad_value', `${path}.cap`, 'A cap bounds a share.', 'Add share, or say atLeast.')
  else if (ever && within !== undefined)
    report('bad_value', `${path}.within`, 'What counts for ever has no window.', 'Say ever or within.')
}

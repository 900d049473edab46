import { isObject, type Report, type Row, shape, text } from './check-shape.js'
import type { ContactPolicy } from './contact-policy.js'

const known: Row = {
  displays: '?object',
  perOffer: '?object',
  channels: '?object',
  quiet: '?object',
  afterDismissal: '?duration',
  afterSilence: '?duration',
  stopsAfter: '?integer',
  stopsFor: '?span',
}

/** How often people are approached, and when not. */
export function checkContact(report: Report, given: unknown, touchpoints: unknown): void {
  if (!isObject(given)) return
  shape(report, 'contact', given, known)
  const { displays, perOffer, channels, quiet, stopsAfter } = given as ContactPolicy
  checkLimits(report, 'contact.displays', displays)
  checkLimits(report, 'contact.perOffer', perOffer)
  if (isObject(quiet)) checkQuiet(report, 'contact.quiet', quiet)
  checkMost(report, 'contact.stopsAfter', stopsAfter, 16)
  const declared = Object.values(isObject(touchpoints) ? touchpoints : {}).map((one) => isObject(one) && one.channel)
  for (const [channel, policy] of Object.entries(isObject(channels) ? channels : {})) {
    const path = `contact.channels.${channel}`
    if (!declared.includes(channel))
      report('unknown_channel', path, 'No touchpoint has this channel.', 'Correct the name.')
    if (!isObject(policy)) {
      shape(report, path, policy, {})
      continue
    }
    const { displays, quiet } = policy
    shape(report, path, policy, {
      displays: '?object',
      ...(quiet === 'none' ? { quiet: ['none'] } : { quiet: '?object' }),
    })
    checkLimits(report, `${path}.displays`, displays)
    if (isObject(quiet)) checkQuiet(report, `${path}.quiet`, quiet)
  }
}

/** How often something may be displayed: no more is remembered than so many displays. */
export function checkLimits(report: Report, path: string, limits: unknown): void {
  if (!isObject(limits)) return
  shape(report, path, limits, { session: '?integer', day: '?integer', week: '?integer' })
  for (const [span, most] of Object.entries(limits)) checkMost(report, `${path}.${span}`, most, 100)
}

function checkMost(report: Report, path: string, given: unknown, most: number): void {
  if (typeof given === 'number' && given > most)
    report('bad_value', path, 'So many are not remembered.', `Give ${most} at most.`)
}

const isTime = (value: unknown): boolean => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)

function checkQuiet(report: Report, path: string, quiet: object): void {
  if (!shape(report, path, quiet, { from: text, until: text })) return
  const { from, until } = quiet as { from: string; until: string }
  if (!isTime(from) || !isTime(until) || from === until)
    report('bad_value', path, 'Quiet hours are two times of the day.', 'Write { from: "21:00", until: "08:00" }.')
}

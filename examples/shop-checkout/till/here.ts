import type { TrainedModel } from 'evenhanded/basket'
import { element, place, show } from '../../look/element.js'
import { coupons, type GoesWith } from '../coupons.js'
import { isConnected } from './connection.js'
import { counts } from './stock.js'

/** What this till has, whether or not there is a connection: what it needs for a coupon lies here. */
export function showHere(model: TrainedModel | null, opensAgain: boolean): void {
  const left = counts()
  show(
    place('here'),
    element(
      'p',
      { id: 'connection', role: 'status' },
      element('strong', {}, isConnected() ? 'Connected.' : 'No connection.'),
      isConnected()
        ? opensAgain
          ? ' This till would go on without, and open again.'
          : ' This till would go on without.'
        : ' It goes on with what lies here.',
    ),
    element(
      'p',
      { class: 'small soft' },
      model
        ? `What goes together was learned on ${dayOf(model.date)} from ${model.members ?? 0} members, made up until enough customers agree to teach; it lies on this till.`
        : 'What goes together is not here yet: no coupon until then.',
    ),
    element('h2', { class: 'here-title' }, 'Coupons left'),
    element(
      'dl',
      { class: 'here-coupons figures', id: 'coupons-left' },
      ...Object.entries<GoesWith>(coupons).map(([name, { says }]) =>
        element(
          'div',
          { class: 'here-coupon' },
          element('dt', { class: 'small' }, says),
          element('dd', { class: 'small', id: `left-${name}` }, String(left[name] ?? 0)),
        ),
      ),
    ),
  )
}

/** @param date as in `2026-11-22` */
const dayOf = (date: string): string =>
  new Intl.DateTimeFormat('en-CH', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date))

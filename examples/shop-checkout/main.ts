import { balance, type Weight } from '../look/balance.js'
import { decisionsSwitch } from '../look/decisions.js'
import { place, show } from '../look/element.js'
import { parkedPanel } from '../look/parked-panel.js'
import { statusWords } from '../look/status-words.js'
import { showAccount } from './account.js'
import { counting, onBasket, order, showBasket } from './basket.js'
import { forgetPlaced, showCheckout } from './checkout.js'
import { client } from './client.js'
import { couponOf } from './coupons.js'
import { selection, showFinder } from './finder.js'
import { loadAccount, orders, voucherCount } from './orders.js'
import { showList } from './product-list.js'
import { shop } from './program.js'

function gave(): readonly Weight[] {
  const seen = new Map<string, Weight>()
  for (const { field, label, where } of client.known()) {
    if (where === 'device' && field === 'basket' && order().items.length === 0) continue
    const isOrdered = where === 'server' && field === 'basket'
    seen.set(`${where}:${field}`, {
      label: isOrdered ? 'What you ordered' : label,
      ...(where === 'device' && { note: 'stays here' }),
    })
  }
  return [...seen.values()]
}

function got(): readonly Weight[] {
  const { shown, fits } = selection()
  const { available } = client.points('bonus')
  const coupon = couponOf(counting()?.name)
  return [
    ...(fits ? [{ label: `${shown.length} pairs that suit` }] : []),
    ...(coupon ? [{ label: coupon.says }] : []),
    ...(orders().length > 0 ? [{ label: orders().length === 1 ? 'your order' : `${orders().length} orders` }] : []),
    ...(voucherCount() > 0 ? [{ label: 'CHF 10 off' }] : []),
    ...(available > 0 ? [{ label: `${available} points` }] : []),
  ]
}

function redraw(): void {
  showFinder(redraw)
  showList()
  showBasket()
  showCheckout(redraw)
  showAccount(redraw)
  show(place('balance'), ...balance(gave(), got()))
  place('status').dataset.connection = client.status.connection
  place('status').textContent = statusWords(client.status)
}

await client.ready
await loadAccount()
place('parked-place').append(parkedPanel(client, shop))
decisionsSwitch(client, shop)
redraw()
onBasket(() => {
  forgetPlaced()
  redraw()
})
let subject = client.snapshot().subject
client.subscribe(() => {
  redraw()
  if (client.snapshot().subject === subject) return
  subject = client.snapshot().subject
  void loadAccount().then(redraw)
})

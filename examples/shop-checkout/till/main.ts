import type { TrainedModel } from 'evenhanded/basket'
import { learned } from '../learned.js'
import { askShop, isConnected, onConnection, watchConnection } from './connection.js'
import { customer } from './customer.js'
import { showHere } from './here.js'
import { keepPage } from './keep-page.js'
import { showKeys } from './keys.js'
import { showNextStep } from './next-step.js'
import { showPaper } from './paper.js'
import { fitting, refill, stock } from './stock.js'

let model: TrainedModel | null = null
let opensAgain = false

function redraw(): void {
  const now = customer()
  showKeys(now, redraw)
  showPaper(now, redraw)
  showNextStep(now, redraw)
  showHere(model, opensAgain)
}

function stockChanged(): void {
  showHere(model, opensAgain)
  void refill()
}

await Promise.all([customer().client.ready, stock.ready, askShop()])
redraw()
stock.subscribe(stockChanged)
onConnection(stockChanged)
watchConnection()

const found = await learned()
if (found.ok) {
  model = found.value
  fitting.use('goesWith', model)
}
await refill()
opensAgain = await keepPage(isConnected())
redraw()

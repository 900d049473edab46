import { refused } from '../../core/result.js'
import { refusal } from '../../core/subject/refusal.js'
import type { Board } from '../picture/board.js'
import type { WhenReady } from '../picture/when-ready.js'
import type { Checked } from './check-answers.js'

/**
 * Goes on with what the schemas made of it: now where it is there, else when it comes, unless the page was put aside
 * meanwhile and somebody else sits there: then nothing is said in their name.
 */
export function whenChecked<Done>(
  { board, whenReady }: { readonly board: Board; readonly whenReady: WhenReady },
  checked: Checked | Promise<Checked>,
  go: (checked: Checked) => Promise<Done>,
): Promise<Done | ReturnType<typeof notTheirs>> {
  if (!(checked instanceof Promise)) return go(checked)
  const { subject } = board.get()
  const isTheirs = () => subject === null || board.get().subject === subject
  return checked.then((done) => whenReady(async () => (isTheirs() ? go(done) : notTheirs())))
}

const notTheirs = () => refused(refusal('wrong_subject'))

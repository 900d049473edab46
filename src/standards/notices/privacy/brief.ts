import { askOf } from '../../../core/program/ask.js'
import type { Offer } from '../../../core/program/offer.js'
import { type Block, heading, paragraph, type Text, table } from '../../document/document.js'
import { isOnDevice } from '../handling.js'
import { said, type Telling } from '../telling.js'

/** The whole of it first, as the balance that it is: what one gets, what is asked. */
export function brief(telling: Telling): readonly Block[] {
  const { program, words, purpose } = telling
  const { privacy } = words
  return [
    heading(2, privacy.brief),
    ...table(
      [{ text: privacy.youGet, tone: 'get' }, { text: privacy.weAsk, tone: 'give' }, privacy.whatFor],
      Object.values(program.offers).map((offer) => [
        givesOf(telling, offer),
        takesOf(telling, offer),
        purpose(offer.for),
      ]),
    ),
    paragraph(privacy.briefNote),
  ]
}

export const givesOf = ({ list }: Telling, { gives }: Offer): Text => list([gives].flat().map(({ says }) => said(says)))

function takesOf({ words: { privacy, none: _ }, fill, list, field }: Telling, offer: Offer): Text {
  const stays = isOnDevice(offer)
  const asked = (name: string, optional = false): Text => {
    const text = stays ? privacy.staysHere : optional ? privacy.optional : '{field}'
    return fill(text, { field: field(name) })
  }
  const items = [
    ...Object.entries(offer.asks ?? {}).map(([name, ask]) => asked(name, askOf(ask).optional)),
    ...(offer.asksOneOf?.length
      ? [fill(privacy.oneOf, { fields: list(offer.asksOneOf.map((group) => list(Object.keys(group).map(field)))) })]
      : []),
    ...Object.keys(offer.uses ?? {}).map((name) => asked(name)),
    ...Object.keys(offer.observes ?? {}).map((name) => fill(privacy.recorded, { field: field(name) })),
  ]
  return items.length === 0 ? privacy.nothingAsked : list(items)
}

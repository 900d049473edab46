import { useEffect, useRef } from 'react'
import { wayIn } from '../look/way-in.js'
import { whyOffer } from '../look/why-offer.js'
import { client } from './client.js'
import { forum } from './program.js'

/** Elements that draw themselves, the same in all three sites. */
function Drawn({ draw }: { readonly draw: () => HTMLElement }) {
  const here = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn once, and worked out anew whenever it is opened
  useEffect(() => here.current?.replaceChildren(draw()), [])
  return <div ref={here} />
}

export const WhyOffer = ({ offer }: { readonly offer: keyof typeof forum.offers & string }) => (
  <Drawn draw={() => whyOffer(client, forum, offer)} />
)

interface WayInProps {
  readonly gate: 'post' | 'expert'
  readonly ask: string
  readonly otherwise?: string
}

export const WayIn = ({ gate, ask, otherwise = '' }: WayInProps) => (
  <Drawn draw={() => wayIn(client, forum, { gate, ask, otherwise })} />
)

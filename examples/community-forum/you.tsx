import { useEffect, useRef, useState } from 'react'
import { client, useConsents, useGate, useOffer, usePoints, useSnapshot } from './client.js'
import { topics } from './program.js'
import { WayIn } from './why.js'

/** The reader's own side: what is known, what it earned, and every way out. */
export function You({ refresh }: { readonly refresh: () => Promise<void> }) {
  const snapshot = useSnapshot()
  const { available: respect } = usePoints('respect')
  const expert = useGate('expert')
  if (snapshot.phase === 'loading') return null
  const known = client.known()
  if (known.length === 0 && respect === 0)
    return (
      <p className="small soft">
        Nobody knows you here, and nothing is stored about you. To call a post helpful, take the digest or write under
        your name.
      </p>
    )
  return (
    <section className="panel stack" aria-labelledby="you">
      <h2 id="you" tabIndex={-1}>
        You here
      </h2>
      <p>
        <span className="respect figures" id="respect">
          {respect}
        </span>{' '}
        respect
        {expert.allowed ? <span className="expert">Expert</span> : <span className="small soft">, expert from 3</span>}
      </p>
      {expert.allowed ? null : (
        <WayIn
          gate="expert"
          ask="What makes an expert?"
          otherwise="Nothing that you could tell brings respect: others give it, for what you write."
        />
      )}
      <dl className="eh-known">
        {known.map(({ field, label, value }) => (
          <div className="known-line" key={field}>
            <dt>{label}</dt>
            <dd>{[value].flat().map(inWords).join(', ')}</dd>
          </div>
        ))}
      </dl>
      <Exits refresh={refresh} />
    </section>
  )
}

/** An answer by its label, where it has one. */
const inWords = (value: unknown): string => topics[value as keyof typeof topics] ?? String(value)

function Exits({ refresh }: { readonly refresh: () => Promise<void> }) {
  const digest = useOffer('digest')
  const posting = useOffer('posting')
  const { list, withdraw } = useConsents()
  const [erasing, setErasing] = useState(false)
  const meetings = list.some(({ purpose, status }) => purpose === 'meetings' && status === 'granted')
  return (
    <div className="exits">
      {meetings ? (
        <button type="button" className="button" onClick={() => void withdraw('meetings').then(stay)}>
          No invitations to the meeting
        </button>
      ) : null}
      {digest?.accepted ? (
        <button type="button" className="button" onClick={() => void client.leave('digest').then(stay)}>
          Leave the digest
        </button>
      ) : null}
      {posting?.accepted ? (
        <button type="button" className="button" onClick={() => void stopWriting().then(refresh)}>
          Stop writing here
        </button>
      ) : null}
      {erasing ? (
        <ErasePlan onDone={() => setErasing(false)} />
      ) : (
        <button type="button" className="button" onClick={() => setErasing(true)}>
          Erase everything …
        </button>
      )}
    </div>
  )
}

/** The button that was pressed is gone; the reader stays where it stood. */
const stay = (): void => document.getElementById('you')?.focus()

/** The posts stay, and lose their name once the forum knows. */
async function stopWriting(): Promise<void> {
  const left = await client.leave('posting')
  stay()
  if (left.ok) await left.settled
}

function ErasePlan({ onDone }: { readonly onDone: () => void }) {
  const plan = client.erasePlan()
  const here = useRef<HTMLElement>(null)
  useEffect(() => here.current?.focus(), [])
  const points = plan.points.map(({ amount }) => `${amount} respect`)
  const gone = [...plan.now.map(({ label }) => label), ...points]
  return (
    <section className="stack" aria-label="Erase everything" tabIndex={-1} ref={here}>
      <p className="small">This goes for good: {gone.join(', ')}. Your posts stay, without a name.</p>
      <div className="eh-buttons">
        <button type="button" className="button" onClick={() => void client.erase().then(onDone)}>
          Erase
        </button>
        <button type="button" className="button" onClick={onDone}>
          Keep
        </button>
      </div>
    </section>
  )
}

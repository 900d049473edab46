import { useRef, useState } from 'react'
import { useGate, useSnapshot } from './client.js'
import { lift, previewRevocation, type Revocation, revoke, suspend, type Told } from './moderating.js'
import type { Sent } from './post.js'
import { forum } from './program.js'

const givers = { ursina: 'Ursina Caduff', reto: 'Reto Amstad', nadja: 'Nadja Brand', beat: 'Beat Zurbriggen' }

/** The other side of the forum: what somebody gave is looked at before it is taken back, and a right is suspended. */
export function Moderation({ refresh }: { readonly refresh: () => Promise<void> }) {
  const { subject } = useSnapshot()
  const { explain } = useGate('post')
  const [told, setTold] = useState('')
  const place = useRef<HTMLParagraphElement>(null)
  if (subject === null) return null
  const suspended = explain().missing.some(({ code }) => code === 'suspended')
  const say = async (sent: Sent<Told>) => {
    await refresh()
    setTold(sent.ok ? sent.told.told : sent.why)
    if (document.activeElement === document.body) place.current?.focus()
  }
  return (
    <details className="panel moderation">
      <summary>The moderator’s desk</summary>
      <div className="stack">
        <p className="small soft">Only in this demo may you stand on both sides of it.</p>
        <Revoking onSaid={say} />
        <Suspending suspended={suspended} onSaid={say} />
        <p className="small" role="status" tabIndex={-1} ref={place}>
          {told}
        </p>
      </div>
    </details>
  )
}

interface ActProps {
  readonly onSaid: (sent: Sent<Told>) => Promise<void>
}

function Revoking({ onSaid }: ActProps) {
  const [giver, setGiver] = useState('you')
  const [preview, setPreview] = useState<Revocation | null>(null)
  const look = async () => {
    const sent = await previewRevocation(giver)
    if (sent.ok) setPreview(sent.told)
    else await onSaid(sent)
  }
  const takeBack = async () => {
    const sent = await revoke(giver)
    setPreview(null)
    await onSaid(sent)
  }
  return (
    <div className="moderation-part">
      <label className="eh-ask">
        <span className="eh-label">Respect that was given by</span>
        <select
          className="eh-input"
          value={giver}
          onChange={({ target }) => {
            setGiver(target.value)
            setPreview(null)
          }}
        >
          <option value="you">You</option>
          {Object.entries(givers).map(([id, name]) => (
            <option value={id} key={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="button" onClick={() => void look()}>
        Show what it would take
      </button>
      {preview ? <Preview {...preview} onRevoke={takeBack} /> : null}
    </div>
  )
}

function Preview({ to, onRevoke }: Revocation & { readonly onRevoke: () => Promise<void> }) {
  if (to.length === 0) return <p className="small">Nothing: none was given.</p>
  return (
    <>
      <ul className="small" aria-label="What it would take">
        {to.map(({ name, amount }) => (
          <li className="figures" key={name}>
            {amount} from {name}
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => void onRevoke()}>
        Take it back
      </button>
    </>
  )
}

function Suspending({ suspended, onSaid }: ActProps & { readonly suspended: boolean }) {
  const [sanction, setSanction] = useState('advert')
  if (suspended)
    return (
      <div className="moderation-part">
        <button type="button" className="button" onClick={() => void lift().then(onSaid)}>
          Let you write again
        </button>
      </div>
    )
  return (
    <div className="moderation-part">
      <label className="eh-ask">
        <span className="eh-label">Your writing, for</span>
        <select className="eh-input" value={sanction} onChange={({ target }) => setSanction(target.value)}>
          {Object.entries(forum.sanctions).map(([id, { label }]) => (
            <option value={id} key={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="button" onClick={() => void suspend(sanction).then(onSaid)}>
        Suspend for a week
      </button>
    </div>
  )
}

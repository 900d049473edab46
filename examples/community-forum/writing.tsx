import { useEffect, useRef, useState } from 'react'
import { client, Gate, OfferForm } from './client.js'
import { type Topic, writePost } from './post.js'
import { topics } from './program.js'

/** The gate to writing: shut, it shows the one offer that opens it. */
export function Writing({ onWritten }: { readonly onWritten: () => Promise<void> }) {
  const [asked, setAsked] = useState(false)
  const start = (
    <div>
      <button type="button" className="button" onClick={() => setAsked(true)}>
        Write something
      </button>
    </div>
  )
  const offer = (
    <OfferForm
      offer="posting"
      words={{ accept: 'Start writing', decline: 'Just read' }}
      onDeclined={() => setAsked(false)}
    />
  )
  return (
    <Gate name="post" otherwise={asked ? offer : start}>
      <Composer onWritten={onWritten} focus={asked} />
    </Gate>
  )
}

interface ComposerProps {
  readonly onWritten: () => Promise<void>
  /** The gate has just opened: the writer goes on here. */
  readonly focus: boolean
}

function Composer({ onWritten, focus }: ComposerProps) {
  const [told, setTold] = useState<{ readonly ok: boolean; readonly text: string } | null>(null)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focus) first.current?.focus()
  }, [focus])
  const write = async (form: HTMLFormElement) => {
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    if (text('title') === '' || text('text') === '') {
      setTold({ ok: false, text: 'A post needs a title and a text.' })
      return
    }
    const sent = await writePost({ topic: text('topic') as Topic, title: text('title'), text: text('text') })
    setTold({ ok: sent.ok, text: sent.ok ? 'Written. Two made-up members have found it helpful.' : sent.why })
    if (!sent.ok) return
    form.reset()
    await onWritten()
  }
  return (
    <form
      className="panel stack"
      aria-labelledby="writing"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void write(event.currentTarget)
      }}
    >
      <h2 id="writing">Write as {client.read('fullName', 'posting')}</h2>
      <div className="writing-line">
        <label className="eh-ask">
          <span className="eh-label">Title</span>
          <input className="eh-input" name="title" ref={first} autoComplete="off" />
        </label>
        <label className="eh-ask">
          <span className="eh-label">Topic</span>
          <select className="eh-input" name="topic">
            {Object.entries(topics).map(([topic, label]) => (
              <option value={topic} key={topic}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label className="eh-ask">
        <span className="eh-label">Text</span>
        <textarea className="eh-input" name="text" rows={3} />
      </label>
      <div className="row">
        <button type="submit" className="button button-get">
          Publish
        </button>
        <p className={told?.ok === false ? 'eh-error' : 'small soft'} role="status">
          {told?.text}
        </p>
      </div>
    </form>
  )
}

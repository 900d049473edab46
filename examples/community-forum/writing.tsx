import { useEffect, useRef, useState } from 'react'
import { client, Gate, OfferForm, useGate } from './client.js'
import { Opened, Opener } from './opener.js'
import { type Topic, writePost } from './post.js'
import { topics } from './program.js'
import { Suspended } from './suspended.js'
import { WayIn, WhyOffer } from './why.js'

/** The gate to writing: shut, it shows the one offer that opens it. */
export function Writing({ onWritten }: { readonly onWritten: () => Promise<void> }) {
  const { allowed } = useGate('post')
  const [said, say] = useState<'open' | 'closed' | null>(null)
  // Whoever stops writing later is not asked again at once.
  useEffect(() => {
    if (allowed) say(null)
  }, [allowed])
  const offer = (
    <Opened focus>
      <OfferForm
        offer="posting"
        words={{ accept: 'Start writing', decline: 'Just read' }}
        onDeclined={() => say('closed')}
      />
      <WhyOffer offer="posting" />
    </Opened>
  )
  const start = (
    <div>
      <Opener words="Write something" focus={said === 'closed'} onOpen={() => say('open')} />
      <WayIn gate="post" ask="What does writing take?" />
    </div>
  )
  return (
    <Gate
      name="post"
      otherwise={(explained) => {
        const suspended = explained.missing.find((one) => one.code === 'suspended')
        if (suspended) return <Suspended {...suspended} refresh={onWritten} />
        return said === 'open' ? offer : start
      }}
    >
      <Composer onWritten={onWritten} focus={said === 'open'} />
    </Gate>
  )
}

interface ComposerProps {
  readonly onWritten: () => Promise<void>
  /** The gate has just opened: the writer goes on here. */
  readonly focus: boolean
}

/** The two who read along give respect as often in a day as anybody may. */
function readBy(thanked: number): string {
  if (thanked === 0) return 'Written. Those who read along have given all their thanks for today.'
  return `Written. ${thanked === 1 ? 'A made-up member has' : 'Two made-up members have'} found it helpful.`
}

/** What came of an attempt to write. */
interface Told {
  readonly ok: boolean
  readonly words: string
  /** The field that was left empty. */
  readonly empty?: 'title' | 'text'
}

function Composer({ onWritten, focus }: ComposerProps) {
  const [told, setTold] = useState<Told | null>(null)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focus) first.current?.focus()
  }, [focus])
  const write = async (form: HTMLFormElement) => {
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const empty = (['title', 'text'] as const).find((name) => text(name) === '')
    if (empty) {
      setTold({ ok: false, empty, words: `A post needs a ${empty}.` })
      form.querySelector<HTMLElement>(`[name=${empty}]`)?.focus()
      return
    }
    const sent = await writePost({ topic: text('topic') as Topic, title: text('title'), text: text('text') })
    setTold({ ok: sent.ok, words: sent.ok ? readBy(sent.told.thanked) : sent.why })
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
          <input
            className="eh-input"
            name="title"
            ref={first}
            autoComplete="off"
            maxLength={120}
            aria-invalid={told?.empty === 'title'}
            aria-describedby="writing-told"
          />
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
        <textarea
          className="eh-input"
          name="text"
          rows={3}
          maxLength={2000}
          aria-invalid={told?.empty === 'text'}
          aria-describedby="writing-told"
        />
      </label>
      <div className="row">
        <button type="submit" className="button button-get">
          Publish
        </button>
        <p className={told?.ok === false ? 'eh-error' : 'small soft'} id="writing-told" role="status">
          {told?.words}
        </p>
      </div>
    </form>
  )
}

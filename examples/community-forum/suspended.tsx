import { useEffect, useRef } from 'react'
import { appeal } from './moderating.js'

interface SuspendedProps {
  /** The statement of reasons, as the program words it. */
  readonly says: string
  readonly until: number
  readonly appealed: boolean
  readonly refresh: () => Promise<void>
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A right was taken away for a while: why, until when, and the way to have it looked at again. */
export function Suspended({ says, until, appealed, refresh }: SuspendedProps) {
  const here = useRef<HTMLElement>(null)
  useEffect(() => {
    if (appealed && document.activeElement === document.body) here.current?.focus()
  }, [appealed])
  return (
    <section className="panel stack" aria-labelledby="suspended" tabIndex={-1} ref={here}>
      <h2 id="suspended">You can write again after {day.format(until - 1)}</h2>
      <p>{says}</p>
      <p className="small soft">A moderator decided this; no machine did. You still read, and thank others.</p>
      {appealed ? (
        <p role="status">You asked for another look. Another moderator answers.</p>
      ) : (
        <div>
          <button type="button" className="button" onClick={() => void appeal().then(refresh)}>
            Ask for another look
          </button>
        </div>
      )}
    </section>
  )
}

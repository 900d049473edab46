import { type ReactNode, useEffect, useRef } from 'react'

interface OpenerProps {
  readonly words: string
  /** The reader has just closed what this opens, and goes on here. */
  readonly focus: boolean
  readonly onOpen: () => void
}

/** Stands where an offer may be opened. */
export function Opener({ words, focus, onOpen }: OpenerProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focus) button.current?.focus()
  }, [focus])
  return (
    <div>
      <button type="button" className="button" ref={button} onClick={onOpen}>
        {words}
      </button>
    </div>
  )
}

/** What was opened; the reader goes on in its first field. */
export function Opened({ focus, children }: { readonly focus: boolean; readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focus) place.current?.querySelector('input')?.focus()
  }, [focus])
  return <div ref={place}>{children}</div>
}

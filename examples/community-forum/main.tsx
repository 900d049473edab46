import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Forum } from './forum.js'

createRoot(document.getElementById('forum') as HTMLElement).render(
  <StrictMode>
    <Forum />
  </StrictMode>,
)

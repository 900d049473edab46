import { it } from 'vitest'
import { runPage } from './run-page.js'

it('docs/signals.md comes out as it says', () => runPage('docs/signals.md'))

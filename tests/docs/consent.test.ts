import { it } from 'vitest'
import { runPage } from './run-page.js'

it('docs/consent.md comes out as it says', () => runPage('docs/consent.md'))

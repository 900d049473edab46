import { it } from 'vitest'
import { runPage } from './run-page.js'

it('docs/rights.md comes out as it says', () => runPage('docs/rights.md'))

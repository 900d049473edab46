import { it } from 'vitest'
import { runPage } from './run-page.js'

it('docs/points.md comes out as it says', () => runPage('docs/points.md'))

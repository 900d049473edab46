import { it } from 'vitest'
import { runPage } from './run-page.js'

it('docs/notices.md comes out as it says', () => runPage('docs/notices.md'))

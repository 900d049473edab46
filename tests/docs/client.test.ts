// A browser's database, in Node: the page uses the storage that a client has unless told otherwise.
import 'fake-indexeddb/auto'
import { it } from 'vitest'
import { runPage } from './run-page.js'

it('docs/client.md comes out as it says', () => runPage('docs/client.md'))

import { client } from './example-context.ok.js'

const terrain: 'alpine' | 'forest' | 'city' | undefined = client.read('terrain', 'fit')
const result = await client
  .offer('raffle')
  .accept({ email: 'a@b.ch' }, { consents: { newsletter: ['email'] }, by: 'tick' })
const state: 'given' | 'pending' = result.ok ? result.benefit.state : 'pending'
const points: number = client.points('bonus').available
const open: boolean = client.can('review')

export { open, points, state, terrain }

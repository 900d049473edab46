// expect: 'terrain' does not exist in type
import { client } from './example-context.ok.js'

client.offer('raffle').keep({ terrain: 'city' })

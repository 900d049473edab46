// expect: Type 'number' is not assignable to type 'string'
import { client } from './example-context.ok.js'

client.offer('raffle').keep({ email: 17 })

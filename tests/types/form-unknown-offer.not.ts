// expect: is not assignable to parameter of type
import { server } from './example-context.ok.js'

server.subject({ login: 'user-17' }).accept('lottery', new FormData())

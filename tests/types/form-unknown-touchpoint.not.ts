// expect: is not assignable to type
import { server } from './example-context.ok.js'

server.subject({ login: 'user-17' }).accept('draw', new FormData(), { touchpoint: 'moon' })

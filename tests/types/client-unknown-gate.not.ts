// expect: not assignable to parameter of type '"review" | "news"'
import { client } from './example-context.ok.js'

client.can('download')

import { createClient } from 'evenhanded/client'
import { fitting } from './fitting.js'
import { shop } from './program.js'

export const client = createClient({ program: shop, server: '/shop-checkout/evenhanded', touchpoint: 'web', fitting })

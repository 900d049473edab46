import { createClient } from 'evenhanded/client'
import { shop } from '../../client/shop.js'

// What a page of a shop would do, and the client within reach of the test.
const start = () => createClient({ program: shop, server: '/evenhanded', touchpoint: 'web' })

declare global {
  interface Window {
    client: ReturnType<typeof start>
  }
}

window.client = start()

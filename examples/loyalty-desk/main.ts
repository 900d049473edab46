import { createApp } from 'vue'
import { readClock } from './client.js'
import LoyaltyDesk from './LoyaltyDesk.vue'

await readClock()
createApp(LoyaltyDesk).mount('#desk')

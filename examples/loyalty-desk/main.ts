import { createApp } from 'vue'
import LoyaltyDesk from './LoyaltyDesk.vue'

createApp(LoyaltyDesk).mount('#desk')

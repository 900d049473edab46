import { createApp } from 'vue'
import AboutMe from './AboutMe.vue'
import { client, readClock } from './client.js'
import { language, spoken, words } from './language.js'

document.documentElement.lang = language
document.title = `Kornhaus, ${words.title.toLowerCase()}`
await Promise.all([readClock(), client.ready])
createApp(AboutMe, { program: spoken }).mount('#about-me')

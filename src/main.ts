import './app/boot/zod.ts'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app/App.vue'
import { start } from './app/boot/start.ts'
import { router } from './app/router.ts'
import { i18n } from './i18n/i18n.ts'
import { PLATFORM } from './platform/contract.ts'
import { platform } from './platform/platform.ts'

const app = createApp(App)
app.provide(PLATFORM, platform())
app.use(createPinia()).use(i18n).use(router)
app.runWithContext(() => void start())
app.mount('#app')

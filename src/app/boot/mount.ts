import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { i18n } from '../../i18n/i18n.ts'
import { PLATFORM } from '../../platform/contract.ts'
import { platform } from '../../platform/platform.ts'
import App from '../App.vue'
import { router } from '../router.ts'
import { start } from './start.ts'

const app = createApp(App)
app.provide(PLATFORM, platform())
app.use(createPinia()).use(i18n).use(router)
app.runWithContext(() => void start())
app.mount('#app')

import './app/boot/zod.ts'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app/App.vue'
import { router } from './app/router.ts'
import { i18n } from './i18n/i18n.ts'
import { platform } from './platform/platform.ts'
import { PLATFORM } from './platform/contract.ts'
import { useSession } from './stores/session.ts'

const app = createApp(App)
app.provide(PLATFORM, platform())
app.use(createPinia()).use(i18n).use(router)
void useSession().resume()
app.mount('#app')

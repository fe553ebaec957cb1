import type { Page } from 'playwright-core'
import type { DesktopApp } from './desktop.ts'
import { bootServer, PASSWORD, type BootedServer } from './server/boot.ts'

/** How the stand-in's engine carries app://zx; Electron sends app://zx itself, which the server knows. */
export const STAND_IN_ORIGIN = 'https://zx.app.standin.invalid'

/** The real server, open to the built shell on the stand-in. */
export const bootForShell = (): Promise<BootedServer> => bootServer({ parts: { allowedOrigins: [STAND_IN_ORIGIN] } })

/** Opens a place of the client, as a notification or the menu does. */
export const go = (app: DesktopApp, route: string): Promise<void> =>
  app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('desktop:open-route', to)
  }, route)

/** Fills the sign-in page in and sends it; whoever calls looks for what comes then. */
export async function giveName(page: Page, username: string): Promise<void> {
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
}

/** Signs in, and waits for the desk. */
export async function signIn(page: Page, username = 'representative'): Promise<void> {
  await giveName(page, username)
  await page.getByRole('heading', { level: 1, name: /好$/ }).waitFor()
}

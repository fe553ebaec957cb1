import { expect, type Page } from '@playwright/test'

/** What the stand-in's engine sends for `app://zx`: a custom scheme is carried over https there. */
export const STAND_IN_ORIGIN = 'https://zx.app.standin.invalid'

/** Signs in on the client's first page; on the desktop the server's address is typed first. */
export async function signIn(page: Page, username: string, server?: string): Promise<void> {
  if (server !== undefined) {
    const field = page.getByLabel('服务器地址')
    const change = page.getByRole('button', { name: '更改' })
    await expect(field.or(change)).toBeVisible()
    if (!(await field.isVisible())) await change.click()
    await field.fill(server)
  }
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill('demo-2026')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/好$/)
}

/** Opens a place by its address within the client. */
export async function go(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => (location.hash = to), route)
}

import { test as base } from '@playwright/test'

export * from '@playwright/test'

/** A test that begins without the pages of the one before: those would go on knocking at a server that is gone. */
export const test = base.extend<{ alone: void }>({
  alone: [
    async ({ browser }, use) => {
      for (const context of browser.contexts()) await context.close()
      await use()
    },
    { auto: true },
  ],
})

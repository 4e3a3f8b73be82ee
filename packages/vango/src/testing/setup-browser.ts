/** Vitest in a browser: what Node has globally, and each test ends with its pages closed. */
import './browser/globals.ts'
import { afterEach } from 'vitest'
import { page } from 'vitest/browser'
import { cleanup } from './cleanup.ts'

afterEach(async ({ task }) => {
  // Now, as its pages are gone when Vitest would take one.
  if (task.result?.state === 'fail') {
    const name = `${task.name}-${task.id}`.replace(/[^\w-]+/g, '-')
    await page.screenshot({ path: `__screenshots__/${name}.png` })
  }
  await cleanup()
})

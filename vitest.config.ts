/** Unit tests: `node` runs in Node, `browser` in a headless Chromium. For e2e see `e2e/`. */
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumLaunchOptions } from './scripts/chromium.ts'
import { sourceConfig } from './scripts/vitest-shared.ts'
import { serverInBrowser } from './packages/vango/src/testing-vitest.ts'

const browserTests = 'packages/*/src/**/*.browser.test.{ts,tsx}'
/** Of the test kit, whose promise is that the same file passes in both. */
const testsOfBoth = 'packages/vango/src/testing/{fake-server,mount,network,visit}.test.{ts,tsx}'

export default defineConfig({
  ...sourceConfig(),
  test: {
    coverage: {
      provider: 'v8',
      include: ['packages/vango/src/**/*.ts'],
      // Not the doors, which run nothing; not what only browsers and child processes run.
      exclude: ['packages/vango/src/*.ts', '**/*.{test,suite,test-d}.*', '**/fixtures/**'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'coverage',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          // Machines are shared: a test that is slow today has not failed.
          testTimeout: 60_000,
          include: ['packages/*/src/**/*.test.{ts,tsx}', '{scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/fixtures/**', browserTests],
        },
      },
      {
        extends: true,
        plugins: [serverInBrowser()],
        test: {
          name: 'browser',
          testTimeout: 60_000,
          include: [browserTests, testsOfBoth],
          setupFiles: ['packages/vango/src/testing/setup-browser.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})

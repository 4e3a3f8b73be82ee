/** End-to-end tests: a real Chromium against the built gallery, served as `vango start` serves it. */
import { defineConfig } from 'vitest/config'
import { sourceConfig } from '../scripts/vitest-shared.ts'

export default defineConfig({
  ...sourceConfig(),
  root: import.meta.dirname,
  test: {
    name: 'e2e',
    include: ['**/*.e2e.ts'],
    globalSetup: ['./setup.ts'],
    // One browser and one server, two cores: files one after the other are as fast and steadier.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})

import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkDoors } from './check-doors.ts'

test('every difference between exports and doors, and all but named re-exports, are told', () => {
  const root = fileURLToPath(new URL('fixtures/doors', import.meta.url))

  expect(checkDoors(root)).toEqual([
    'exports has ./gone, but there is no src/gone.ts',
    'src/extra.ts is a door, but exports has no ./extra',
    'exports of ./server should be ' +
      '{"types":"./dist/server.d.ts","default":"./dist/server.js"}',
    "src/server.ts:1 is not a named re-export (export { name } from './room/file.ts')",
    "src/server.ts:2 is not a named re-export (export { name } from './room/file.ts')",
    "src/server.ts:3 is not a named re-export (export { name } from './room/file.ts')",
    'src/server.ts:4 has a default export',
    "src/server.ts:5 is not a named re-export (export { name } from './room/file.ts')",
  ])
})

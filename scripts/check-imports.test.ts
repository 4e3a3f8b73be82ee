import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkImports } from './check-imports.ts'
import { rooms } from './rooms.ts'

describe('checkImports', () => {
  test('finds nothing in sources that keep to their floors', () => {
    expect(checkImports(fixture('good'), rooms)).toEqual([])
  })

  test('names every import that goes up, sideways, into a door, a test or a circle', () => {
    expect(checkImports(fixture('bad'), rooms)).toEqual([
      'attic/ has no floor: add it to scripts/rooms.ts',
      'html/page.tsx has JSX, which imports the door jsx-runtime.ts',
      'base/errors.ts:1 imports live/session.ts: base/ is on floor 0, live/ on 5',
      'client/apply.ts:1 imports vdom/tree.ts: client/ may import only base, wire, vdom/patch',
      'client/apply.ts:2 imports node:fs: client/ runs in the browser as it is, without packages',
      'live/session.ts:1 imports the door index.ts: rooms are below all doors',
      'live/session.ts:2 imports the door index.ts: rooms are below all doors',
      'live/session.ts:3 imports the test vdom/patch.test.ts',
      'live/session.ts:6 imports cli/start.ts: live/ is on floor 5, cli/ on 9',
      'reactive/graph.ts:2 imports vdom/patch.ts: reactive/ is on floor 1, vdom/ on 1',
      'import cycle: live/session.ts → index.ts → live/session.ts',
      'import cycle: vdom/tree.ts → vdom/patch.ts → vdom/tree.ts',
    ])
  })
})

function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
}

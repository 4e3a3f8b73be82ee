/**
 * The floors of `packages/vango/src`, the table of docs/architecture.md as data. A room imports
 * only rooms on strictly lower floors; `check-imports.ts` holds everybody to it.
 */
export interface Room {
  readonly floor: number
  /** If given: the only rooms, or files of a room (without extension), that it may import. */
  readonly only?: readonly string[]
  /** May import the doors, as a user of the package would. */
  readonly usesDoors?: true
  /** Runs in the browser as it is: no packages, no Node. */
  readonly standalone?: true
}

export const rooms: Readonly<Record<string, Room>> = {
  base: { floor: 0 },
  reactive: { floor: 1 },
  vdom: { floor: 1 },
  routes: { floor: 1 },
  backplane: { floor: 1 },
  persist: { floor: 1 },
  wire: { floor: 2 },
  scheduler: { floor: 2 },
  component: { floor: 3 },
  state: { floor: 4 },
  html: { floor: 4 },
  live: { floor: 5 },
  server: { floor: 6 },
  middleware: { floor: 7 },
  adapters: { floor: 7 },
  // The browser's rooms sit this high so that nothing that runs on the server can import them.
  client: { floor: 7, only: ['base', 'wire', 'vdom/patch'], standalone: true },
  islands: {
    floor: 7,
    only: ['base', 'reactive', 'vdom', 'persist', 'wire', 'scheduler', 'component', 'state'],
    standalone: true,
  },
  vite: { floor: 8 },
  testing: { floor: 9 },
  cli: { floor: 9, only: ['base'], usesDoors: true },
}

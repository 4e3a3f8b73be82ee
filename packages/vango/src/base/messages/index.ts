/** One registry of all error texts, put together from one file a room. */
import { adapterMessages } from './adapters.ts'
import { backplaneMessages } from './backplane.ts'
import { cliMessages } from './cli.ts'
import { componentMessages } from './component.ts'
import { globalMessages } from './global.ts'
import { htmlMessages } from './html.ts'
import { liveMessages } from './live.ts'
import { middlewareMessages } from './middleware.ts'
import { persistMessages } from './persist.ts'
import { reactiveMessages } from './reactive.ts'
import { serverMessages } from './server.ts'
import { stateMessages } from './state.ts'
import { testingMessages } from './testing.ts'
import { vdomMessages } from './vdom.ts'
import { viteMessages } from './vite.ts'
import { wireMessages } from './wire.ts'

type AllMessages = typeof adapterMessages &
  typeof backplaneMessages &
  typeof componentMessages &
  typeof globalMessages &
  typeof htmlMessages &
  typeof liveMessages &
  typeof middlewareMessages &
  typeof persistMessages &
  typeof reactiveMessages &
  typeof serverMessages &
  typeof stateMessages &
  typeof testingMessages &
  typeof vdomMessages &
  typeof viteMessages &
  typeof wireMessages &
  typeof cliMessages

export const messages: AllMessages = {
  ...adapterMessages,
  ...backplaneMessages,
  ...cliMessages,
  ...componentMessages,
  ...globalMessages,
  ...htmlMessages,
  ...liveMessages,
  ...middlewareMessages,
  ...persistMessages,
  ...reactiveMessages,
  ...serverMessages,
  ...stateMessages,
  ...testingMessages,
  ...vdomMessages,
  ...viteMessages,
  ...wireMessages,
}

/** The server whose memory is measured: pages over sockets, and sessions without any. */
import { serve } from 'vango/node'
import { createApp, definePage } from 'vango/server'
import { createHub } from '../../packages/vango/src/live/hub.ts'
import type { Transport } from '../../packages/vango/src/live/transport.ts'
import { createComponent } from '../../packages/vango/src/vdom/jsx.ts'
import { encodeClientMessages } from 'vango/wire'
import { answer, vitals } from '../child.ts'
import { Counter } from '../live/pages.tsx'
import { Items, Leaves, RenderedTable, Table } from './pages.tsx'

const server = serve(
  createApp({
    routes: {
      '/': definePage({ title: 'Counter', component: Counter }),
      '/table': definePage({ title: 'Table', component: Table }),
      '/rendered-table': definePage({ title: 'Table', component: RenderedTable }),
    },
  }),
  { port: 0 },
)

const components = { Counter, Table, RenderedTable, Leaves, Items }
const hub = createHub({
  onError(error) {
    throw error
  },
})

/** One for all: a session's own memory is looked for, not a socket's. */
const transport: Transport = { send() {}, close() {}, buffered: 0 }

answer({
  ...vitals,
  port: () => server.then(({ port }) => port),

  /** Opens sessions that think they have a socket. */
  open({
    component,
    count,
    props,
  }: {
    component: keyof typeof components
    count: number
    props: object
  }) {
    for (let i = 0; i < count; i++) {
      const page = hub.open(createComponent(components[component], { ...props }, undefined), {})
      for (const _chunk of page.chunks());
      page.keep()
      const { token } = page
      hub
        .connect(page.id, transport)
        .receive(
          encodeClientMessages([
            { kind: 'hello', version: 1, resumable: false, lastSeq: 0, token },
          ]),
        )
    }
  },

  end: () => hub.close(),
})

/** The server that is measured: an app behind `serve`, as users run it. */
import { serve } from 'vango/node'
import { createApp, definePage } from 'vango/server'
import { answer, vitals } from '../child.ts'
import { Counter, RenderedCounter, Ticker, ticks } from './pages.tsx'

const server = serve(
  createApp({
    routes: {
      '/': definePage({ title: 'Counter', component: Counter }),
      '/rendered': definePage({ title: 'Counter', component: RenderedCounter }),
      '/ticker': definePage({ title: 'Ticker', component: Ticker }),
    },
    // A load client clicks faster than a person.
    limits: { eventsPerSecond: 1e9, eventBurst: 1e9 },
  }),
  { port: 0 },
)

answer({
  ...vitals,
  port: () => server.then(({ port }) => port),
  tick: () => ticks.update((n) => n + 1),
})

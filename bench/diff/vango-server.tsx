/** The server that is measured. */
import { serve } from 'vango/node'
import { createApp } from 'vango/server'
import { answer, vitals } from '../child.ts'
import { BoundList, PlainList } from './pages.tsx'

const server = serve(
  createApp({
    routes: { '/plain': PlainList, '/bound': BoundList },
    limits: { eventsPerSecond: 1e9, eventBurst: 1e9 },
  }),
  { port: 0 },
)

answer({ ...vitals, port: () => server.then(({ port }) => port) })

/** Serves `e2e/app` inside the test's own process, on a port of its own. */
import { serve } from 'vango/node'
import { createFixtureApp } from '../app/app.tsx'
import type { FixtureApp } from '../app/app.tsx'

export interface RunningFixture extends FixtureApp {
  url(path: string): string
  stop(): Promise<void>
}

export async function startFixtureApp(): Promise<RunningFixture> {
  const fixture = createFixtureApp()
  const server = await serve(fixture.app, { port: 0, host: '127.0.0.1' })

  return {
    ...fixture,
    url: (path) => `http://127.0.0.1:${server.port}${path}`,
    stop: () => server.close(),
  }
}

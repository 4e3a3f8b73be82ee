/**
 * A small app of hard cases, one page each: what throws, what rejects, what is typed into. Specs
 * serve it inside their own process, so they can look at its hub and at the errors it was told of.
 */
import { createApp } from 'vango/server'
import type { App } from 'vango/server'
import { ControlledPage } from './controlled.tsx'
import { FieldsPage, KeysPage } from './fields.tsx'
import { BoundaryPage, ErrorsPage } from './errors.tsx'
import { RawPage } from './raw.tsx'
import { PlainPage, StaticPage, StreamPage } from './plain.tsx'
import { LatePage } from './saved.tsx'

export interface FixtureApp {
  readonly app: App
  /** Messages of the errors that pages, handlers and effects have thrown, oldest first. */
  readonly errors: string[]
}

export function createFixtureApp(): FixtureApp {
  const errors: string[] = []
  const app = createApp({
    // Without one, browsers ask for /favicon.ico and log that it is missing.
    head: <link rel="icon" href="data:," />,
    routes: {
      '/': PlainPage,
      '/static': StaticPage,
      '/errors': ErrorsPage,
      '/boundary': BoundaryPage,
      '/controlled': ControlledPage,
      '/fields': FieldsPage,
      '/keys': KeysPage,
      '/raw': RawPage,
      '/stream': StreamPage,
      '/late': LatePage,
    },
    onError: (error) => errors.push(error instanceof Error ? error.message : String(error)),
  })

  return { app, errors }
}

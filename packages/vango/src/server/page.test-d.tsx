/** Types of pages: which components can be one. Checked by `npm run typecheck`. */
import { createApp, definePage } from '../server.ts'
import type { PageProps } from '../server.ts'

// --- inferred ---

definePage({ component: () => <p /> })
definePage({ component: (props: PageProps) => <p>{props.params['slug']}</p> })
definePage({ component: ({ error }: { error: unknown }) => <p>{String(error)}</p> })
createApp({ routes: { '/': () => <p />, '/:slug': ({ params }: PageProps) => params['slug'] } })

// --- refused ---

// @ts-expect-error - a component is not async; it loads with resource()
definePage({ component: async () => <p /> })

// @ts-expect-error - nobody gives a page this prop
definePage({ component: (props: { name: string }) => <p>{props.name}</p> })

// @ts-expect-error - nor the component of a route
createApp({ routes: { '/': async () => <p /> } })

/**
 * The gallery: four pages that show what Vango does. Start at `pages/counter.tsx`.
 */
import { createApp } from 'vango/server'
import { clockPage } from './pages/clock.tsx'
import { counterPage } from './pages/counter.tsx'
import { homePage } from './pages/home.tsx'
import { jfbPage } from './pages/jfb.tsx'
import { Head } from './parts/layout.tsx'

export const app = createApp({
  lang: 'en',
  head: <Head />,
  routes: {
    '/': homePage,
    '/counter': counterPage,
    '/clock': clockPage,
    '/jfb': jfbPage,
  },
})

/**
 * The gallery: pages that show what Vango does. Start at `pages/counter.tsx`.
 */
import { createApp } from 'vango/server'
import { chatPage } from './pages/chat.tsx'
import { clockPage } from './pages/clock.tsx'
import { counterPage } from './pages/counter.tsx'
import { dashboardPage } from './pages/dashboard.tsx'
import { homePage } from './pages/home.tsx'
import { jfbPage } from './pages/jfb.tsx'
import { accountPage, loginPage, studioPage } from './pages/login.tsx'
import { sharedCounterPage } from './pages/shared-counter.tsx'
import { openBackplane } from './parts/backplane.ts'
import { signupPage } from './pages/signup.tsx'
import { themePage } from './pages/theme.tsx'
import { todomvcPage } from './pages/todomvc.tsx'
import { Head } from './parts/layout.tsx'

const backplane = await openBackplane(process.env['BACKPLANE'])

export const app = createApp({
  lang: 'en',
  ...(backplane && { backplane }),
  head: <Head />,
  routes: {
    '/': homePage,
    '/counter': counterPage,
    '/clock': clockPage,
    '/jfb': jfbPage,
    '/chat': chatPage,
    '/dashboard': dashboardPage,
    '/shared-counter': sharedCounterPage,
    '/todomvc': todomvcPage,
    '/theme': themePage,
    '/login': loginPage,
    '/account': accountPage,
    '/studio': studioPage,
    '/signup': signupPage,
  },
})

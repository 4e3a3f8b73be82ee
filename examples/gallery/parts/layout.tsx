/**
 * The frame around every page: skip link, navigation, footer. Nothing in it is live, so it costs a
 * live page nothing and keeps a static page static.
 */
import type { Child } from 'vango'

const links = [
  { href: '/', label: 'Gallery' },
  { href: '/counter', label: 'Counter' },
  { href: '/clock', label: 'Clock' },
  { href: '/jfb', label: 'Rows' },
  { href: '/chat', label: 'Chat' },
  { href: '/dashboard', label: 'Dashboard' },
  { href: '/shared-counter', label: 'Shared counter' },
  { href: '/todomvc', label: 'TodoMVC' },
  { href: '/theme', label: 'Theme' },
  { href: '/login', label: 'Log in' },
  { href: '/signup', label: 'Sign up' },
]

export function Layout(props: { path: string; children: Child }) {
  return (
    <>
      <a class="skip-link" href="#content">
        Skip to content
      </a>
      <header class="site-header">
        <a class="brand" href="/">
          <Mark />
          Vango
        </a>
        <nav aria-label="Pages">
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href} aria-current={link.href === props.path ? 'page' : undefined}>
                  {link.label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="content" tabindex={-1}>
        {props.children}
      </main>
      <footer class="site-footer">
        <p>Rendered on the server. The browser gets HTML first, then only what changed.</p>
      </footer>
    </>
  )
}

/** What every page has in its `<head>`. */
export function Head() {
  return (
    <>
      <meta name="color-scheme" content="light dark" />
      <link rel="icon" href="/mark.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/gallery.css" />
    </>
  )
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <circle cx="16" cy="16" r="15" class="mark-night" />
      <circle cx="16" cy="16" r="5.5" class="mark-sun" />
      <path d="M16 5.5a10.5 10.5 0 0 1 10.5 10.5" class="mark-stroke" />
      <path d="M16 26.5A10.5 10.5 0 0 1 5.5 16" class="mark-stroke" />
    </svg>
  )
}

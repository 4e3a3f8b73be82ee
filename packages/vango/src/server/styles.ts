/** The two stylesheets the framework brings: small, quiet, light and dark. */

// Waits a moment before it shows, so that a short cut or leaving the page does not flash. An app's
// own stylesheet comes later in the head and can change all of it.
export const bannerStyle: string = `body.vango-offline::after {
  content: 'Connection lost. Reconnecting…';
  position: fixed;
  z-index: 2147483647;
  inset: auto 0 1rem;
  width: fit-content;
  margin: 0 auto;
  padding: 0.5rem 1rem;
  border-radius: 0.5rem;
  background: #1f2328;
  color: #fff;
  font: 500 0.875rem/1.4 system-ui, sans-serif;
  box-shadow: 0 2px 12px rgb(0 0 0 / 30%);
  pointer-events: none;
  animation: vango-offline 0.2s 0.8s both;
}
@keyframes vango-offline {
  from {
    opacity: 0;
  }
}
@media (prefers-color-scheme: dark) {
  body.vango-offline::after {
    background: #f6f8fa;
    color: #1f2328;
  }
}
`

export const noticeStyle: string = `:root {
  color-scheme: light dark;
}
body {
  max-width: 44rem;
  margin: 18vh auto 4rem;
  padding: 0 1.5rem;
  background: Canvas;
  color: CanvasText;
  font: 1rem/1.6 system-ui, sans-serif;
}
p.status {
  margin: 0;
  opacity: 0.6;
  font-size: 0.875rem;
  letter-spacing: 0.08em;
}
h1 {
  margin: 0.25rem 0 0.75rem;
  font-size: 1.75rem;
  line-height: 1.25;
}
pre {
  overflow-x: auto;
  padding: 1rem;
  border: 1px solid color-mix(in srgb, CanvasText 18%, transparent);
  border-radius: 0.5rem;
  background: color-mix(in srgb, CanvasText 5%, transparent);
  font: 0.8125rem/1.55 ui-monospace, monospace;
}
`

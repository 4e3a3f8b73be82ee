/** A realm in a browser: a frame of the page that the tests run in. Takes the place of `realm-node.ts`. */
import type { PageWindow, Realm } from './realm.ts'
import { wrapScript } from './realm.ts'

type Script = (globals: object) => unknown

export function openRealm(html: string, _url: string): Realm {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width: 100%; height: 600px; border: 0'
  document.body.append(frame)
  const window = frame.contentWindow as PageWindow
  // With standards mode; an empty frame would be in quirks mode.
  window.document.write('<!doctype html>')
  window.document.close()

  // Parsed apart, so that nothing is loaded or run: the frame's origin is not the app's.
  const parsed = new window.DOMParser().parseFromString(html, 'text/html')
  for (const link of parsed.querySelectorAll('link')) toPlaceholder(link)
  const { document: shown } = window
  shown.replaceChild(shown.adoptNode(parsed.documentElement), shown.documentElement)

  return {
    window,
    document: shown,
    run: (code, globals) => {
      // The frame's own `Function`: in there, names mean what they mean in the frame.
      const script = Reflect.construct(window.Function, ['globals', wrapScript(code)]) as Script
      return script(globals)
    },
    close: () => frame.remove(),
  }
}

/** `document.ts` fills it, with what the app answers. */
function toPlaceholder(link: HTMLLinkElement): void {
  if (link.rel === 'stylesheet') {
    const style = link.ownerDocument.createElement('style')
    style.dataset['href'] = link.getAttribute('href') ?? ''
    link.before(style)
  }
  link.remove()
}

/** A realm in Node: a happy-dom window. */
import type { PageWindow, Realm } from './realm.ts'
import { compileFunction } from 'node:vm'
import { GlobalWindow } from 'happy-dom'
import { wrapScript } from './realm.ts'

type Script = (window: PageWindow, globals: object) => unknown

/** Every page of a process runs the same few scripts. */
const compiled = new Map<string, Script>()

export function openRealm(html: string, url: string): Realm {
  // The one without a V8 context of its own, which would take 1 ms and 150 kB a page.
  const dom = new GlobalWindow({
    url,
    settings: {
      disableJavaScriptFileLoading: true,
      disableCSSFileLoading: true,
      handleDisabledFileLoadingAsSuccess: true,
    },
  })
  const window = dom as unknown as PageWindow
  window.document.write(html)

  return {
    window,
    document: window.document,
    run: (code, globals) => compile(code)(window, globals),
    // Not awaited: it waits for timers and requests of the window, of which there are none. Without it,
    // windows stay in memory.
    close: () => void dom.happyDOM.close(),
  }
}

function compile(code: string): Script {
  let script = compiled.get(code)
  if (script === undefined) {
    // The page's own script, as the page's own server serves it, in its own window.
    const body = `with (window) ${wrapScript(code)}`
    script = compileFunction(body, ['window', 'globals']) as Script
    compiled.set(code, script)
  }
  return script
}

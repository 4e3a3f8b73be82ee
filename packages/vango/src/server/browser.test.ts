import { describe, expect, test } from 'vitest'
import { createBrowser, readBrowserIds } from './browser.ts'
import { Cookies } from './cookies.ts'
import { createSecrets } from './secrets.ts'

const secrets = createSecrets('a secret of more than 32 letters')

/** The value of a cookie that the app has really given to some browser, and the id in it. */
function issue(): { id: string; value: string } {
  const cookies = new Cookies('', { url: new URL('https://a.test/'), isSealed: false })
  const id = createBrowser(cookies, secrets).id()
  return { id, value: cookies.get('__Host-vango-browser')! }
}

describe('the ids of a socket', () => {
  const [own, planted] = [issue(), issue()]

  test('are read by the names that we give', () => {
    expect(readBrowserIds(`__Host-vango-browser=${own.value}`, secrets)).toEqual([own.id])
    expect(readBrowserIds(`vango-browser=${own.value}`, secrets)).toEqual([own.id])
    expect(
      readBrowserIds(
        `vango-browser-3000=${own.value}; vango-browser-3001=${planted.value}`,
        secrets,
      ),
    ).toEqual([own.id, planted.id])
  })

  test('are none under a name that only looks like ours', () => {
    const names = [
      'evil-vango-browser',
      'vango-browser-x',
      'vango-browserx',
      '__Secure-vango-browser',
    ]

    for (const name of names)
      expect(readBrowserIds(`${name}=${planted.value}`, secrets)).toEqual([])
  })

  test('are not what a sister domain has planted beside the one with the prefix', () => {
    const header = `vango-browser=${planted.value}; __Host-vango-browser=${own.value}`

    expect(readBrowserIds(header, secrets)).toEqual([own.id])
  })
})

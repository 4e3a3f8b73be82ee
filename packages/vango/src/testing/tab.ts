/**
 * A tab: what outlives a document. Cookies go with each request, storage and history stay where they
 * are when the page changes.
 */
export interface Tab {
  /** By name, as they are sent. */
  readonly cookies: Map<string, Cookie>
  readonly localStorage: Storage
  readonly sessionStorage: Storage
}

interface Cookie {
  readonly value: string
  /** Scripts cannot see it. */
  readonly isHttpOnly: boolean
}

export function createTab(): Tab {
  return {
    cookies: new Map(),
    localStorage: createStorage(),
    sessionStorage: createStorage(),
  }
}

/** The `Cookie` header for the next request, or nothing. */
export function cookieHeader({ cookies }: Tab): string | undefined {
  if (cookies.size === 0) return undefined
  return [...cookies].map(([name, { value }]) => `${name}=${value}`).join('; ')
}

/** The tab has had the cookies of a `Cookie` header before. */
export function addCookies(tab: Tab, header: string): void {
  for (const pair of header.split(';')) setCookie(tab, pair)
}

/** Takes the cookies of a response. */
export function takeCookies(tab: Tab, headers: Headers): void {
  for (const line of headers.getSetCookie()) setCookie(tab, line)
}

/** `document.cookie` of the tab's page. */
export function defineCookies(document: Document, tab: Tab): void {
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () =>
      [...tab.cookies]
        .filter(([, { isHttpOnly }]) => !isHttpOnly)
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; '),
    set: (line: string) => {
      const name = line.slice(0, line.indexOf('='))
      // A script can neither see nor change such a cookie, and cannot make one.
      if (tab.cookies.get(name)?.isHttpOnly !== true)
        setCookie(tab, line.replace(/;\s*httponly/i, ''))
    },
  })
}

function setCookie({ cookies }: Tab, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  if (at < 1) return

  const name = pair.slice(0, at)
  if (isExpired(attributes)) cookies.delete(name)
  else {
    const isHttpOnly = attributes.some((attribute) => attribute.toLowerCase() === 'httponly')
    cookies.set(name, { value: pair.slice(at + 1), isHttpOnly })
  }
}

function isExpired(attributes: readonly string[]): boolean {
  const valueOf = (name: string): string | undefined =>
    attributes
      .find((attribute) => attribute.toLowerCase().startsWith(`${name}=`))
      ?.slice(name.length + 1)

  // As in RFC 6265, `Max-Age` wins.
  const maxAge = valueOf('max-age')
  if (maxAge !== undefined) return Number(maxAge) <= 0
  const expires = valueOf('expires')
  return expires !== undefined && Date.parse(expires) <= Date.now()
}

/** A `Storage` of its own, which neither other tests nor other tabs see. */
function createStorage(): Storage {
  const values = new Map<string, string>()
  const methods = {
    getItem: (key: string) => values.get(String(key)) ?? null,
    setItem: (key: string, value: string) => void values.set(String(key), String(value)),
    removeItem: (key: string) => void values.delete(String(key)),
    clear: () => values.clear(),
    key: (index: number) => [...values.keys()][index] ?? null,
    get length() {
      return values.size
    },
  }
  return new Proxy(methods as Storage, {
    get: (target, key) =>
      key in target || typeof key === 'symbol'
        ? (Reflect.get(target, key) as unknown)
        : values.get(key),
    set: (_, key, value) => (values.set(String(key), String(value)), true),
    deleteProperty: (_, key) => (values.delete(String(key)), true),
    has: (target, key) => key in target || values.has(String(key)),
    ownKeys: () => [...values.keys()],
    getOwnPropertyDescriptor: (_, key) =>
      values.has(String(key))
        ? { value: values.get(String(key)), writable: true, enumerable: true, configurable: true }
        : undefined,
  })
}

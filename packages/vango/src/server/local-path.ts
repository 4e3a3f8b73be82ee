/** Paths of this site, for places where a browser would follow one that only looks like it. */

/** Path and query of an address. `//host/` at its beginning would be another host, and is cut. */
export function toLocalPath({ pathname, search }: URL): string {
  return pathname.replace(/^\/+/, '/') + search
}

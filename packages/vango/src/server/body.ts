/** Bodies of requests, up to a size: what is larger is given up before it is kept. */

/** The body as text, or `undefined` if it has more than `maxBytes` bytes. */
export async function readText(request: Request, maxBytes: number): Promise<string | undefined> {
  const bytes = await readBytes(request, maxBytes)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

/** The body, or `undefined` if it has more than `maxBytes` bytes. */
export async function readBytes(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return undefined
  if (request.body === null) return new Uint8Array()

  const pieces: Uint8Array[] = []
  let length = 0
  const reader = request.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length
    if (length > maxBytes) {
      await reader.cancel()
      return undefined
    }
    pieces.push(next.value)
  }
  return Buffer.concat(pieces, length)
}

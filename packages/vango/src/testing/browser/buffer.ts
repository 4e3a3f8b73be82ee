/** `Buffer` in a browser under test: npm's, with the `base64url` that it lacks. */
// oxlint-disable-next-line unicorn/prefer-node-protocol -- npm's, as there is no Node
import { Buffer } from 'buffer'

type ToString = (this: Buffer, encoding?: BufferEncoding, start?: number, end?: number) => string
const toString = Buffer.prototype.toString as ToString

Buffer.prototype.toString = function (
  this: Buffer,
  encoding?: BufferEncoding,
  start?: number,
  end?: number,
) {
  if (encoding !== 'base64url') return toString.call(this, encoding, start, end)
  const text = toString.call(this, 'base64', start, end)
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
}

export { Buffer }

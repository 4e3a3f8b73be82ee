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

const from = Buffer.from as (value: unknown, encoding?: unknown, length?: number) => Buffer
Buffer.from = ((value: unknown, encoding?: unknown, length?: number) =>
  encoding === 'base64url'
    ? // It reads the other alphabet too, but not the name.
      from(value, 'base64')
    : from(value, encoding, length)) as typeof Buffer.from

export { Buffer }

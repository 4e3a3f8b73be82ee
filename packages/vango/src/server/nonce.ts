/** The nonce of a page: the word by which its Content-Security-Policy knows scripts that are its own. */
import { randomBytes } from 'node:crypto'

import { toRequestCtx } from './ctx.ts'
import type { Ctx } from './ctx.ts'

const nonceBytes = 16

/**
 * The nonce for `<script nonce={…}>` and `<style nonce={…}>` of this page: 128 random bits, new for each
 * request, the same for as long as its page lives.
 *
 * Throws `server/no-ctx` for a context that is not of a request.
 */
export function getCSPNonce(ctx: Ctx): string {
  return (toRequestCtx(ctx).nonce ??= randomBytes(nonceBytes).toString('base64'))
}

/** Where the Chromium of the tests is, and how it is started. */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

/** Quiet on machines without a network, and startable as root, where Chromium has no sandbox. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** `VANGO_CHROMIUM`, else Playwright's own, else the system's; `undefined` if there is none. */
export function findChromium(): string | undefined {
  const chosen = process.env['VANGO_CHROMIUM']
  if (chosen !== undefined && chosen !== '') return chosen
  return [chromium.executablePath(), '/usr/bin/chromium'].find((path) => existsSync(path))
}

/** What Playwright's `launch` and Vitest's browser provider take. */
export function chromiumLaunchOptions(): { executablePath?: string; args: string[] } {
  const executablePath = findChromium()
  return { ...(executablePath === undefined ? {} : { executablePath }), args: [...chromiumFlags] }
}

/** Starts it once and ends it; the error if that fails, for instance for missing libraries. */
export async function tryChromium(): Promise<Error | undefined> {
  try {
    const browser = await chromium.launch({ ...chromiumLaunchOptions(), timeout: 60_000 })
    await browser.close()
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/**
 * Live pages under Playwright, or any tool that can put a script before a page's own.
 *
 *     await addKit(context)
 *     await page.goto(url)
 *     await page.getByRole('button').click()
 *     await settled(page)
 */
import type { ChaosOptions } from './chaos.ts'
import type { Kit } from './kit.ts'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { vangoError } from '../base/errors.ts'

/** What is used of a `Page` or a `BrowserContext` of Playwright. */
export interface ScriptTarget {
  addInitScript(script: { content: string }): Promise<unknown>
}

/** What is used of a `Page` of Playwright. */
export interface EvaluateTarget {
  evaluate<A, R>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>
}

type Kitted = typeof globalThis & { vango?: Kit }

/** The kit's source, for tools that load it by themselves. */
export function kitScript(): string {
  const isSource = import.meta.url.endsWith('.ts')
  const path = fileURLToPath(
    new URL(isSource ? '../../dist/kit.min.js' : '../kit.min.js', import.meta.url),
  )
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw vangoError('server/client-not-built', { path }, error)
  }
}

/** Gives every page that is loaded from now on the kit: `settled`, `simulate` and `drop` need it. */
export async function addKit(target: ScriptTarget): Promise<void> {
  await target.addInitScript({ content: kitScript() })
}

/** Waits until all events are handled, and their patches and effects are on the page. */
export async function settled(page: EvaluateTarget): Promise<void> {
  await run(
    page,
    (_: undefined) => (globalThis as Kitted).vango?.settled().then(() => true),
    undefined,
  )
}

/** Makes the page's network bad from the next message on; without options, good again. */
export async function simulate(page: EvaluateTarget, options?: ChaosOptions): Promise<void> {
  await run(
    page,
    (chaos) => {
      const { vango } = globalThis as Kitted
      vango?.simulate(chaos)
      return vango !== undefined
    },
    options,
  )
}

/** Breaks the page's connection; it makes another by itself. */
export async function drop(page: EvaluateTarget): Promise<void> {
  await run(
    page,
    (_: undefined) => {
      const { vango } = globalThis as Kitted
      vango?.drop()
      return vango !== undefined
    },
    undefined,
  )
}

async function run<A>(
  page: EvaluateTarget,
  action: (argument: A) => boolean | undefined | Promise<boolean | undefined>,
  argument: A,
): Promise<void> {
  const isThere = await page.evaluate(action, argument)
  if (isThere !== true) throw vangoError('testing/no-kit', {})
}

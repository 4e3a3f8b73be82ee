/** `vango/testing-playwright`: live pages under Playwright: when they are settled, and bad networks. */
export type { ChaosOptions } from './testing/chaos.ts'
export { addKit, drop, kitScript, settled, simulate } from './testing/playwright.ts'
export type { EvaluateTarget, ScriptTarget } from './testing/playwright.ts'
